namespace Coder.Graphs.Builtin;

/// <summary>What a gate run proved, as the state keeps it.</summary>
/// <param name="Kind"><c>build</c>, <c>test</c>, <c>lint</c>, <c>format</c>.</param>
/// <param name="State"><c>passed</c>, <c>failed</c>, <c>not_run</c>.</param>
/// <param name="ReasonCode">Stable code such as <c>exit_code</c>, <c>tests_failed</c>, <c>no_command</c>, <c>no_tests</c>, <c>tests_weakened</c>.</param>
/// <param name="Reason">One sentence.</param>
public sealed record GateResult(string Kind, string State, string ReasonCode, string Reason)
{
    public string Command { get; init; } = "";

    public int? ExitCode { get; init; }

    public int? Passed { get; init; }

    public int? Failed { get; init; }

    public int? Skipped { get; init; }

    public string TreeHash { get; init; } = "";

    /// <summary>Head and tail of the output.</summary>
    public string Output { get; init; } = "";

    /// <summary>One text a failing test: name and message.</summary>
    public IReadOnlyList<string> Failures { get; init; } = [];

    public IReadOnlyList<string> Weakened { get; init; } = [];

    public IReadOnlyList<string> PreexistingFailures { get; init; } = [];
}
