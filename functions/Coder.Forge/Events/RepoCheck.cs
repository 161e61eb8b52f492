namespace Coder.Forge.Events;

/// <summary>Something that judges a commit.</summary>
public sealed record RepoCheck
{
    public required long Id { get; init; }

    /// <summary>As required checks name it; of a suite the App's name.</summary>
    public required string Name { get; init; }

    public required string Commit { get; init; }

    public string? Branch { get; init; }

    /// <summary><c>queued</c>, <c>in_progress</c>, <c>completed</c>; of a commit's status its state.</summary>
    public required string Status { get; init; }

    /// <summary>How it ended: <c>success</c>, <c>failure</c>, <c>cancelled</c>, …; null while it has not.</summary>
    public string? Conclusion { get; init; }

    /// <summary>Our key, of a check of ours.</summary>
    public string? ExternalId { get; init; }

    /// <summary>The App that reports it.</summary>
    public long? AppId { get; init; }

    /// <summary>What it says about itself; empty when nothing.</summary>
    public string Summary { get; init; } = "";

    /// <summary>What a user asked for by a button of the check.</summary>
    public string? RequestedAction { get; init; }

    /// <summary>Branches whose newest commit it judges, where the forge names them instead of pull requests.</summary>
    public IReadOnlyList<string> Branches { get; init; } = [];

    /// <summary>Pull requests of its commit; those of forks are not among them.</summary>
    public IReadOnlyList<int> PullRequests { get; init; } = [];
}
