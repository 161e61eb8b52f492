using System.Diagnostics;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Gates;

internal sealed class GateRunner(BaselineTests baselines) : IGateRunner
{
    private const int OutputCharactersMax = 24_000;

    public async Task<GateEvidence> RunAsync(IWorkspaceSession workspace, GateRequest request, IProgress<string>? output, CancellationToken cancellation)
    {
        var started = Stopwatch.GetTimestamp();
        var tree = await workspace.TreeHashAsync(cancellation);
        var plan = await GateSteps.FindAsync(workspace, request, cancellation);
        var results = await new GateExecution(workspace, request).RunAsync(plan.Steps, output, cancellation);
        var verdict = plan.Problem is { } problem ? GateVerdict.Unclear(problem)
            : request.Kind == GateKind.Test ? await JudgeTestsAsync(workspace, request, plan, results, output, cancellation)
            : GateVerdict.OfCommands(results);
        return new GateEvidence
        {
            Kind = request.Kind,
            State = verdict.State,
            ReasonCode = verdict.Code,
            Reason = plan.Scope is null ? verdict.Reason : $"{verdict.Reason} ({plan.Scope})",
            Commands = [.. results.Select(result => result.Evidence)],
            TreeHash = tree,
            DurationSeconds = Stopwatch.GetElapsedTime(started).TotalSeconds,
            Tests = verdict.Tests,
            Weakened = verdict.Weakened,
            PreexistingFailures = verdict.Preexisting,
            Output = OutputOf(results),
        };
    }

    private async Task<GateVerdict> JudgeTestsAsync(
        IWorkspaceSession workspace, GateRequest request, GatePlan plan, IReadOnlyList<GateStepResult> results, IProgress<string>? output, CancellationToken cancellation)
    {
        var verdict = GateVerdict.OfTests(results);
        if (verdict is { Code: GateVerdict.TestsFailed, Tests.Failures.Count: > 0 })
        {
            var atBase = await baselines.FailuresAsync(workspace, request, plan.Steps, output, cancellation);
            verdict = verdict.Against(atBase, request.AcceptBaselineFailures);
        }

        var weakened = await TestComparison.FindWeakenedAsync(workspace, cancellation);
        var missing = verdict.State == GateState.Passed
            ? await new MissingTests(baselines).FindAsync(workspace, request, plan, results, output, cancellation)
            : [];
        return verdict.With([.. weakened, .. missing], request.AcceptWeakenedTests);
    }

    private static string OutputOf(IReadOnlyList<GateStepResult> results)
    {
        // What failed is what is asked about; a gate that passed shows everything.
        var shown = results.Any(result => !result.Succeeded) ? results.Where(result => !result.Succeeded).ToList() : results;
        var each = shown.Count == 0 ? 0 : OutputCharactersMax / shown.Count;
        return string.Join("\n\n", shown.Select(result => $"$ {result.Evidence.Line}\n{HeadAndTail(result.Output, each)}"));
    }

    private static string HeadAndTail(string text, int charactersMax)
    {
        if (text.Length <= charactersMax) return text;
        var half = charactersMax / 2;
        return $"{text[..half]}\n[… {text.Length - (2 * half)} characters left out …]\n{text[^half..]}";
    }
}
