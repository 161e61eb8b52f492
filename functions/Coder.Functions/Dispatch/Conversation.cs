using System.Globalization;
using Coder.Forge;
using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>An issue or pull request at which runs are asked for. What only reads does not wait for what changes, so each has a line of its own.</summary>
/// <param name="Repository">Its name at the forge.</param>
internal sealed record Conversation(string Repository, int Number, bool IsPullRequest, bool IsReading)
{
    internal RepositoryName Name => new(Repository);

    /// <summary>Names it among all.</summary>
    internal string Key => string.Create(CultureInfo.InvariantCulture, $"{Repository.ToLowerInvariant()} {Number}{(IsReading ? " reading" : "")}");

    /// <summary>Null: nothing at a forge asked for the run.</summary>
    internal static Conversation? Of(RunRecord run) =>
        run is { Remote: { } remote, Origin: { } origin } ? new Conversation(remote.Repository, origin.Number, origin.IsPullRequest, IsReadingTask(origin.Task)) : null;

    internal static bool IsReadingTask(RunTask task) => task is RunTask.Review or RunTask.Explain;
}
