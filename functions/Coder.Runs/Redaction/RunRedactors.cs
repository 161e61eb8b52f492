using Coder.Redaction;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Runs.Redaction;

/// <summary>The redactor of each run: it knows the host's secrets and the run's own. Whatever shows a run's text passes through it.</summary>
/// <param name="host">The host's secrets; asked for once, at the first use.</param>
/// <param name="logs">Is told the secrets of runs.</param>
/// <param name="projects">The secrets that runs have of their projects; null: none has any.</param>
public sealed class RunRedactors(Func<IReadOnlyCollection<Secret>> host, LogRedactor logs, DocumentStore documents, IRunSecrets? projects = null)
{
    /// <summary>Redactors that are remembered: those of the runs at work.</summary>
    private const int RememberedMax = 256;

    private static readonly string[] Key = ["secrets"];

    private readonly Lazy<Redactor> _host = new(() => new Redactor(host()));
    private readonly RecentValues<string, Redactor> _known = new(RememberedMax);

    /// <summary>Keeps a run's own secrets, before its first event; the first ones stand.</summary>
    public async Task KeepAsync(string runId, IReadOnlyCollection<Secret> own, CancellationToken cancellation)
    {
        if (own.Count > 0)
        {
            logs.Learn(own);
            await documents.AddOrGetAsync(runId, Key, new SecretsDocument(own), cancellation);
        }
    }

    public async ValueTask<Redactor> OfAsync(string runId, CancellationToken cancellation)
    {
        if (_known.TryGet(runId, out Redactor? known))
        {
            return known;
        }

        SecretsDocument? own = await documents.FindAsync<SecretsDocument>(runId, Key, cancellation);
        IReadOnlyCollection<Secret> all = [.. own?.Secrets ?? [], .. projects is null ? [] : await projects.SecretsAsync(runId, cancellation)];
        logs.Learn(all);
        Redactor redactor = all.Count == 0 ? _host.Value : new Redactor([.. host(), .. all]);
        _known.Put(runId, redactor, 1);
        return redactor;
    }

    private sealed record SecretsDocument(IReadOnlyCollection<Secret> Secrets);
}
