namespace Coder.Runs.Records;

/// <summary>How a run begins that does not begin with its base commit's files, and what its result continues.</summary>
/// <param name="Commit">Its files are those that the run begins with; what they change of the base commit is part of the run's change.</param>
/// <param name="Parents">Of the result.</param>
public sealed record RunStart(string Commit, IReadOnlyList<string> Parents)
{
    /// <summary>The commit that the result may replace on its branch, where exactly that commit still is; null: nothing is replaced.</summary>
    public string? Replaces { get; init; }

    /// <summary>Files in which both sides changed the same: they begin with conflict markers.</summary>
    public IReadOnlyList<string> Conflicts { get; init; } = [];

    /// <summary>Authors of what is replaced, as <c>Co-authored-by</c> wants them.</summary>
    public IReadOnlyList<string> Credits { get; init; } = [];
}
