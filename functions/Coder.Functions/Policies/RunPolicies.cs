using System.Text;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;
using Coder.Runs.Storage;
using Coder.Storage;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Policies;

/// <summary>The settings of each run's repository as its base commit has them, and whether the run's change keeps to them.</summary>
public sealed class RunPolicies(DocumentStore documents, RunRedactors redactors)
{
    private const int RememberedMax = 256;

    /// <summary>Of a file that the patch has no text of, so much is searched for secrets.</summary>
    private const long UnseenBytesMax = 1 << 20;

    private static readonly string[] Key = ["config"];

    private readonly RecentValues<string, RunPolicy> _known = new(RememberedMax);

    /// <summary>Reads the settings.</summary>
    /// <exception cref="InvalidConfigException">They cannot be followed.</exception>
    public static RepositoryConfig Read(RepositoryState repository)
    {
        ArgumentNullException.ThrowIfNull(repository);
        if (repository.Config is not { } file)
        {
            return RepositoryConfig.Default;
        }

        (RepositoryConfig? config, IReadOnlyList<ConfigFinding> findings) = RepositoryConfigParser.Parse(file);
        return config ?? throw new InvalidConfigException(findings);
    }

    /// <summary>Keeps the settings that a run starts with.</summary>
    public Task KeepAsync(string runId, RepositoryConfig config, CancellationToken cancellation) => documents.AddOrGetAsync(runId, Key, config, cancellation);

    public async ValueTask<RunPolicy> OfAsync(string runId, CancellationToken cancellation)
    {
        if (!_known.TryGet(runId, out RunPolicy? policy))
        {
            RepositoryConfig config = await documents.FindAsync<RepositoryConfig>(runId, Key, cancellation) ?? RepositoryConfig.Default;
            policy = new RunPolicy(config, new ChangePolicy(config));
            _known.Put(runId, policy, 1);
        }

        return policy;
    }

    /// <summary>What the run's change breaks as it is now; empty: nothing.</summary>
    public async Task<IReadOnlyList<PolicyFinding>> ReviewAsync(RunRecord run, IWorkspaceSession workspace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(workspace);
        ChangePolicy policy = (await OfAsync(run.RunId, cancellation)).Change;
        Redactor redactor = await redactors.OfAsync(run.RunId, cancellation);
        if (await DiffAsync(workspace, cancellation) is not { } diff)
        {
            return [];
        }

        Dictionary<string, string> unseen = new(StringComparer.Ordinal);
        foreach (string path in ChangeReview.Unseen(diff).Take(policy.Limits.Files))
        {
            if (await ReadAsync(workspace, path, cancellation) is { } content)
            {
                unseen[path] = content;
            }
        }

        return ChangeReview.Judge(diff, unseen, policy, redactor);
    }

    /// <summary>The change; null when the files cannot be taken in, which the gates and the end say by themselves.</summary>
    private static async Task<WorkspaceDiff?> DiffAsync(IWorkspaceSession workspace, CancellationToken cancellation)
    {
        try
        {
            return await workspace.DiffAsync(cancellation);
        }
        catch (WorkspaceException e) when (e.IsForTheAgent)
        {
            return null;
        }
    }

    private static async Task<string?> ReadAsync(IWorkspaceSession workspace, string path, CancellationToken cancellation)
    {
        try
        {
            return Encoding.Latin1.GetString((await workspace.ReadAsync(path, UnseenBytesMax, cancellation)).Content.Span);
        }
        catch (WorkspacePathException)
        {
            // A link, or a name that only the diff can spell: judged by its name.
            return null;
        }
    }
}
