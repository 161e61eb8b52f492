namespace Coder.Workspaces.Gates;

/// <summary>What a gate proved, and how: stored with the run, shown in the pull request.</summary>
public sealed record GateEvidence
{
    public required GateKind Kind { get; init; }

    public required GateState State { get; init; }

    /// <summary>The command lines that ran, in order, each with its folder; empty when nothing was found to run.</summary>
    public required IReadOnlyList<GateCommand> Commands { get; init; }

    /// <summary>The tree that was tested.</summary>
    public required string TreeHash { get; init; }

    public required double DurationSeconds { get; init; }

    /// <summary>Why the state is what it is, in a sentence for the user and the model: <c>3 of 10 tests failed</c>, <c>no test was found</c>, …</summary>
    public required string Reason { get; init; }

    /// <summary>Stable code of <see cref="Reason"/>: <c>passed</c>, <c>exit_code</c>, <c>tests_failed</c>, <c>no_command</c>, <c>projects_unclear</c>, <c>no_tests</c>, <c>timed_out</c>, <c>limit</c>, <c>tests_weakened</c>.</summary>
    public required string ReasonCode { get; init; }

    /// <summary>Counts and failures; null for gates without tests.</summary>
    public TestSummary? Tests { get; init; }

    /// <summary>Tests that were deleted, skipped, renamed or lost assertions since the base commit; non-empty fails the gate unless approved.</summary>
    public IReadOnlyList<WeakenedTest> Weakened { get; init; } = [];

    /// <summary>Names of failures that the base commit has too.</summary>
    public IReadOnlyList<string> PreexistingFailures { get; init; } = [];

    /// <summary>Head and tail of the output, for the model and the end text.</summary>
    public string Output { get; init; } = "";
}
