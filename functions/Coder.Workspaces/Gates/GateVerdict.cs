using Coder.Workspaces.Sandbox;

namespace Coder.Workspaces.Gates;

/// <summary>What a gate's results mean. Pure.</summary>
internal sealed record GateVerdict(GateState State, string Code, string Reason, TestSummary? Tests = null)
{
    public const string TestsFailed = "tests_failed";

    /// <summary>How pytest says that it found no test.</summary>
    private const int PytestNoTests = 5;

    public IReadOnlyList<WeakenedTest> Weakened { get; init; } = [];

    public IReadOnlyList<string> Preexisting { get; init; } = [];

    /// <summary>Nothing was run, since it cannot be said what.</summary>
    public static GateVerdict Unclear(string problem) => new(GateState.NotRun, "projects_unclear", problem);

    public static GateVerdict OfCommands(IReadOnlyList<GateStepResult> results)
    {
        if (results.Count == 0) return new GateVerdict(GateState.NotRun, "no_command", "nothing to run was found");
        return results.Select(Broken).FirstOrDefault(broken => broken is not null)
            ?? new GateVerdict(GateState.Passed, "passed", results.Count == 1 ? "the command succeeded" : $"all {results.Count} commands succeeded");
    }

    public static GateVerdict OfTests(IReadOnlyList<GateStepResult> results)
    {
        if (results.Count == 0)
        {
            return new GateVerdict(GateState.NotRun, "no_command", "no way to run tests was found; name the command with TEST_CMD");
        }

        var tests = Reports.TestSummaries.Add([.. results.Select(result => result.Tests).OfType<TestSummary>()]);
        if (results.Where(result => result.End != SandboxEnd.Exited).Select(Broken).FirstOrDefault() is { } ended) return ended with { Tests = tests };
        if (tests is { Failed: > 0 }) return new GateVerdict(GateState.Failed, TestsFailed, $"{tests.Failed} of {Total(tests)} tests failed", tests);
        if (results.Where(result => !FoundNoTests(result)).Select(Broken).FirstOrDefault(broken => broken is not null) is { } broken) return broken with { Tests = tests };
        return tests switch
        {
            null => NoTests("the test command succeeded, but no test result was recognized in its reports or output", tests),
            { Passed: 0, Skipped: > 0 } => NoTests($"no test ran: all {tests.Skipped} were skipped", tests),
            { Passed: 0 } => NoTests("no test was found", tests),
            _ => new GateVerdict(GateState.Passed, "passed", $"{tests.Passed} tests passed{(tests.Skipped > 0 ? $", {tests.Skipped} skipped" : "")}", tests),
        };
    }

    /// <summary>With what fails on the base commit too; null when that could not be found out.</summary>
    public GateVerdict Against(IReadOnlySet<string>? failuresAtBase, bool accept)
    {
        if (failuresAtBase is null || Tests is null) return this;
        IReadOnlyList<string> both = [.. Tests.Failures.Select(failure => failure.Name).Where(failuresAtBase.Contains).Distinct()];
        if (both.Count == 0) return this;
        var allNamed = Tests.Failures.Count == Tests.Failed && Tests.Failures.All(failure => failuresAtBase.Contains(failure.Name));
        return allNamed && accept && Tests.Passed > 0
            ? this with { State = GateState.Passed, Code = "passed", Reason = $"{Tests.Passed} tests passed; {both.Count} fail on the base commit too and were accepted", Preexisting = both }
            : this with { Reason = $"{Reason}, {both.Count} of them on the base commit too", Preexisting = both };
    }

    public GateVerdict With(IReadOnlyList<WeakenedTest> weakened, bool accept)
    {
        if (weakened.Count == 0) return this;
        if (accept || State != GateState.Passed) return this with { Weakened = weakened };
        var names = string.Join(", ", weakened.Take(5).Select(test => $"{test.How.Replace('_', ' ')}: {(test.Test.Length == 0 ? test.Path : test.Test)}"));
        return this with
        {
            State = GateState.Failed,
            Code = "tests_weakened",
            Reason = $"tests check less than on the base commit ({names}{(weakened.Count > 5 ? $" and {weakened.Count - 5} more" : "")})",
            Weakened = weakened,
        };
    }

    private static GateVerdict NoTests(string reason, TestSummary? tests) => new(GateState.NotRun, "no_tests", reason, tests);

    private static bool FoundNoTests(GateStepResult result) => result.Evidence.ExitCode == PytestNoTests && result.Evidence.Line.Contains("pytest", StringComparison.Ordinal);

    private static GateVerdict? Broken(GateStepResult result)
    {
        var line = result.Evidence.Line;
        return result.End switch
        {
            SandboxEnd.TimedOut => new GateVerdict(GateState.Failed, "timed_out", $"'{line}' did not end in its time"),
            _ when result.Limit is { } hit && result.Evidence.ExitCode != 0 => new GateVerdict(GateState.Failed, "limit", $"'{line}' {hit.Reason}"),
            SandboxEnd.Signaled => new GateVerdict(GateState.Failed, "limit", $"'{line}' was ended by signal {result.Evidence.ExitCode - 128}: it crashed"),
            SandboxEnd.NotStarted => new GateVerdict(GateState.Failed, "exit_code", $"'{line}' could not be started: {result.Output}"),
            _ when result.Evidence.ExitCode != 0 => new GateVerdict(GateState.Failed, "exit_code", $"'{line}' ended with exit code {result.Evidence.ExitCode}"),
            _ => null,
        };
    }

    private static int Total(TestSummary tests) => tests.Passed + tests.Failed;
}
