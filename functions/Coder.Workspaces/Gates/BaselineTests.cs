using System.Collections.Concurrent;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Gates;

/// <summary>The tests that fail on the base commit already. Found once for each run and command, since the base does not change.</summary>
internal sealed class BaselineTests
{
    private const int KeptMax = 200;

    private readonly ConcurrentDictionary<string, IReadOnlySet<string>> _known = new();
    private readonly ConcurrentDictionary<string, IReadOnlyDictionary<string, int>> _counts = new();

    /// <summary>Names of the failures; null when the tests could not be run there.</summary>
    public async Task<IReadOnlySet<string>?> FailuresAsync(
        IWorkspaceSession workspace, GateRequest request, IReadOnlyList<GateStep> steps, IProgress<string>? output, CancellationToken cancellation)
    {
        var key = string.Join('\n', steps.Select(step => $"{step.Directory}: {step.RunLine}").Prepend(workspace.Spec.RunId));
        if (_known.TryGetValue(key, out var known)) return known;
        if (await RunAsync(workspace, request, steps, output, cancellation) is not { } found) return null;
        if (_known.Count >= KeptMax) _known.Clear();
        _known[key] = found;
        return found;
    }

    /// <summary>How many tests run there by project folder, as the base commit's own projects and settings say.</summary>
    public async Task<IReadOnlyDictionary<string, int>> CountsAsync(
        IWorkspaceSession workspace, GateRequest request, IProgress<string>? output, CancellationToken cancellation)
    {
        var key = $"{workspace.Spec.RunId}\n{workspace.Spec.ProjectDirectory}\n{request.Command}";
        if (_counts.TryGetValue(key, out var known)) return known;
        output?.Report("Counting the tests of the base commit");
        await using var baseline = await workspace.OpenBaselineAsync(cancellation);
        var plan = await GateSteps.FindAsync(baseline, request, cancellation);
        var results = await new GateExecution(baseline, AtBase(request)).RunAsync(plan.Steps, output: null, cancellation);
        if (_counts.Count >= KeptMax) _counts.Clear();
        return _counts[key] = MissingTests.CountsOf(results);
    }

    private static GateRequest AtBase(GateRequest request) => request with { LogFolder = Path.Combine(request.LogFolder, "baseline") };

    private static async Task<IReadOnlySet<string>?> RunAsync(
        IWorkspaceSession workspace, GateRequest request, IReadOnlyList<GateStep> steps, IProgress<string>? output, CancellationToken cancellation)
    {
        output?.Report("Running the same tests on the base commit");
        await using var baseline = await workspace.OpenBaselineAsync(cancellation);
        var results = await new GateExecution(baseline, AtBase(request)).RunAsync(steps, output: null, cancellation);
        return results.Any(result => result.End != SandboxEnd.Exited)
            ? null
            : results.SelectMany(result => result.Tests?.Failures ?? []).Select(failure => failure.Name).ToHashSet();
    }
}
