using Coder.Accounts;
using Coder.Accounts.Secrets;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;
using Coder.Runs.Storage;

namespace Coder.Functions.Projects;

/// <summary>
/// The secrets of a run: those that its project had when it began, sealed anew for the run. So what is taken out of its texts stays taken out when a secret
/// of the project is replaced or deleted.
/// </summary>
public sealed class RunSecrets(ProjectSecretStore projects, SecretSealer sealer, DocumentStore documents) : IRunSecrets
{
    private static readonly string[] Key = ["project-secrets"];

    private static readonly IReadOnlyDictionary<string, string> None = new Dictionary<string, string>();

    /// <summary>Keeps them, before the run's first event; the first ones stand.</summary>
    public async Task KeepAsync(RunKey run, string project, CancellationToken cancellation)
    {
        IReadOnlyDictionary<string, string> values = await projects.OpenAsync(new AccountId(run.Account), project, cancellation);
        if (values.Count == 0)
        {
            return;
        }

        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        foreach ((string name, string value) in values)
        {
            kept[name] = await sealer.SealAsync(value, Place(run.RunId, name), cancellation);
        }

        await documents.AddOrGetAsync(run.RunId, Key, new SealedSecrets(kept), cancellation);
    }

    /// <summary>Values by name; empty for a run that has none.</summary>
    /// <exception cref="SecretUnreadableException">One cannot be opened.</exception>
    public async Task<IReadOnlyDictionary<string, string>> OfAsync(string runId, CancellationToken cancellation)
    {
        if (await documents.FindAsync<SealedSecrets>(runId, Key, cancellation) is not { } kept)
        {
            return None;
        }

        Dictionary<string, string> values = new(StringComparer.Ordinal);
        foreach ((string name, string value) in kept.ByName)
        {
            values[name] = await sealer.OpenAsync(value, Place(runId, name), cancellation);
        }

        return values;
    }

    public async Task<IReadOnlyCollection<Secret>> SecretsAsync(string runId, CancellationToken cancellation) =>
        [.. (await OfAsync(runId, cancellation)).Select(pair => new Secret(pair.Key, pair.Value))];

    private static string Place(string runId, string name) => $"run/{runId}/{name}";

    private sealed record SealedSecrets(IReadOnlyDictionary<string, string> ByName);
}
