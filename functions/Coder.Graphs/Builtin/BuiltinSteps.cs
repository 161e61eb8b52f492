using Coder.Graphs.Stepping;

namespace Coder.Graphs.Builtin;

/// <summary>
/// The platform steps (<c>script: builtin/NAME</c>). Each answers with an object whose <c>_next</c> is an outcome; the node's <c>routes</c> map
/// outcomes to nodes, and an outcome without a route follows <c>next</c>.
/// </summary>
public static class BuiltinSteps
{
    public const string ResolveProject = "resolve_project";
    public const string RouteComplexity = "route_complexity";
    public const string FixLoopGate = "fix_loop_gate";
    public const string RouteReview = "route_review";

    private static readonly Dictionary<string, BuiltinStep> Steps = new(StringComparer.Ordinal)
    {
        [ResolveProject] = new(["resolved"], Builtin.ResolveProject.Decide),
        [RouteComplexity] = new(["approve", "implement"], Builtin.RouteComplexity.Decide),
        [FixLoopGate] = new(["retry", "exhausted"], Builtin.FixLoopGate.Decide),
        [RouteReview] = new(["accept", "revise"], Builtin.RouteReview.Decide),
        ["verify_build"] = new(VerifyOutcome.Outcomes, null),
        ["verify_tests"] = new(VerifyOutcome.Outcomes, null),
        ["verify_lint"] = new(VerifyOutcome.Outcomes, null),
    };

    public static IReadOnlyCollection<string> Names => Steps.Keys;

    /// <summary>The outcomes a step can have, or null when there is no such step.</summary>
    public static IReadOnlyList<string>? OutcomesOf(string name) => Steps.GetValueOrDefault(name)?.Outcomes;

    /// <summary>True: <see cref="Run"/> decides it; false: it needs the workspace (<c>verify_*</c>).</summary>
    public static bool IsPure(string name) => Steps.GetValueOrDefault(name)?.Decide is not null;

    /// <summary>The gate a <c>verify_*</c> step runs (<c>build</c>, <c>test</c>, <c>lint</c>); null for other steps.</summary>
    public static string? GateOf(string name) => name switch
    {
        "verify_build" => "build",
        "verify_tests" => "test",
        "verify_lint" => "lint",
        _ => null,
    };

    /// <summary>Decides a pure platform step.</summary>
    /// <returns><see cref="NodeSucceeded"/>, or <see cref="NodeFailed"/> (R13) when the state does not allow a decision.</returns>
    public static GraphEvent Run(RunScript command)
    {
        if (command.Builtin is null || Steps.GetValueOrDefault(command.Builtin)?.Decide is not { } decide)
        {
            throw new ArgumentException($"`{command.Builtin ?? command.Path}` is not a pure platform step; see {nameof(IsPure)}.", nameof(command));
        }

        return decide(command.State, command.Input) switch
        {
            { Value: { } value } => new NodeSucceeded(command.Node, command.Visit, value),
            { Problem: var problem } => new NodeFailed(command.Node, command.Visit, "R13", problem ?? ""),
        };
    }

    /// <summary>The route keys that serve an outcome, the best first: a gate that did not run is never served by <c>passed</c>.</summary>
    internal static IReadOnlyList<string> Spellings(string outcome) => outcome switch
    {
        VerifyOutcome.Unverified => [VerifyOutcome.Unverified, VerifyOutcome.NotRun, VerifyOutcome.Failed],
        VerifyOutcome.NotRun => [VerifyOutcome.NotRun, VerifyOutcome.Failed],
        _ => [outcome],
    };
}
