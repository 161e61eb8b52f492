using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Gates;

/// <summary>
/// Finds projects in which fewer tests run than on the base commit, though every test that runs passes: taken out of the run by a setting, a
/// script or a project that is no longer found. The base commit's tests are run for it, so only where there is reason to.
/// </summary>
internal sealed class MissingTests(BaselineTests baselines)
{
    public async Task<IReadOnlyList<WeakenedTest>> FindAsync(
        IWorkspaceSession workspace, GateRequest request, GatePlan plan, IReadOnlyList<GateStepResult> results, IProgress<string>? output, CancellationToken cancellation)
    {
        // A single project without tests has no passed gate anyway.
        var silent = results.Count > 1 && results.Any(result => Ran(result) == 0);
        if (!silent && !(await workspace.DiffAsync(cancellation)).Files.Any(file => TestSettings.Contains(file.Path) || TestSettings.Contains(file.OldPath ?? ""))) return [];
        var atBase = await baselines.CountsAsync(workspace, request, output, cancellation);
        return Compare(atBase, CountsOf(results), plan.Scope is not null);
    }

    /// <summary>Tests that ran, by project folder.</summary>
    public static IReadOnlyDictionary<string, int> CountsOf(IEnumerable<GateStepResult> results) =>
        results.GroupBy(result => result.Evidence.Directory).ToDictionary(group => group.Key, group => group.Sum(Ran));

    /// <param name="chosenOnly">True: only part of the projects was to run, so that one which did not run says nothing.</param>
    public static IReadOnlyList<WeakenedTest> Compare(IReadOnlyDictionary<string, int> atBase, IReadOnlyDictionary<string, int> now, bool chosenOnly) =>
    [
        .. atBase
            .Where(project => chosenOnly ? now.TryGetValue(project.Key, out var ran) && ran < project.Value : now.GetValueOrDefault(project.Key) < project.Value)
            .OrderBy(project => project.Key, StringComparer.Ordinal)
            .Select(project => new WeakenedTest("fewer_tests", project.Key, $"{now.GetValueOrDefault(project.Key)} of {project.Value} tests of {(project.Key.Length == 0 ? "the project" : project.Key)} run")),
    ];

    private static int Ran(GateStepResult result) => result.Tests is { } tests ? tests.Passed + tests.Failed : 0;
}
