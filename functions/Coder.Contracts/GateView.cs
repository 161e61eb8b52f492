namespace Coder.Contracts;

/// <summary>The latest evidence of one gate.</summary>
public sealed record GateView
{
    /// <summary><c>build</c>, <c>test</c>, <c>lint</c>, <c>format</c>.</summary>
    public required string Gate { get; init; }

    /// <summary><c>passed</c>, <c>failed</c>, <c>not_run</c>.</summary>
    public required string State { get; init; }

    public required string Reason { get; init; }

    public string ReasonCode { get; init; } = "";

    public string Command { get; init; } = "";

    public int? ExitCode { get; init; }

    public double DurationSeconds { get; init; }

    public int? Passed { get; init; }

    public int? Failed { get; init; }

    public int? Skipped { get; init; }

    public string TreeHash { get; init; } = "";

    public IReadOnlyList<string> Failures { get; init; } = [];

    /// <summary>Where tests failed, as far as the runner said; at most 100.</summary>
    public IReadOnlyList<FailurePlaceView> FailurePlaces { get; init; } = [];

    public IReadOnlyList<string> Weakened { get; init; } = [];

    public IReadOnlyList<string> PreexistingFailures { get; init; } = [];
}
