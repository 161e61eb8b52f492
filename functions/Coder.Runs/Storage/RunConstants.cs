using Coder.Contracts;
using Coder.Runs.Records;

namespace Coder.Runs.Storage;

/// <summary>What of a run is large and never changes: a row of its own, so that a change of the run does not write it again.</summary>
internal sealed record RunConstants(RunRequest Request, IReadOnlyList<string> UncommittedFiles, IReadOnlyDictionary<string, string> AgentHashes)
{
    private static readonly IReadOnlyDictionary<string, string> NoHashes = new Dictionary<string, string>();

    internal static RunConstants Of(RunRecord run) => new(run.Request, run.UncommittedFiles, run.AgentHashes);

    /// <summary>The run without them, as its own row holds it.</summary>
    internal static RunRecord Without(RunRecord run) => run with
    {
        Request = run.Request with { Prompt = "", Variables = null }, UncommittedFiles = [], AgentHashes = NoHashes,
    };

    /// <summary>A run whose content is gone, as it is listed.</summary>
    internal static RunRecord Lost(RunKey key, RunStatus status, DateTimeOffset createdAt, string message) => new()
    {
        Account = key.Account,
        RunId = key.RunId,
        Status = status,
        Request = new RunRequest { Prompt = $"({message})", Repository = new RepositoryReference() },
        Agent = "",
        DefinitionHash = "",
        RepositoryPath = "",
        BaseCommit = "",
        CreatedAt = createdAt,
        Error = message,
        ErrorCode = ContentLostException.Code,
    };

    internal RunRecord Complete(RunRecord run) => run with { Request = Request, UncommittedFiles = UncommittedFiles, AgentHashes = AgentHashes };
}
