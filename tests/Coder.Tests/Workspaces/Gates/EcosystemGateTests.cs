using Coder.Testing.Workspaces;
using Coder.Workspaces.Detection;
using Coder.Workspaces.Gates;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Gates;

/// <summary>Gates on a small project of each ecosystem: with the real tool where it is installed, and always on what the real tool left once.</summary>
public sealed class EcosystemGateTests : IDisposable
{
    private readonly WorkspaceHome _home = new();

    public void Dispose() => _home.Dispose();

    public static TheoryData<string> Recorded => ["go", "rust", "maven", "gradle", "cmake"];

    public static TheoryData<string> Installed => [.. EcosystemFixtures.All.Where(fixture => fixture.Value.Tool is { } tool && ToolPresence.Has(tool)).Select(fixture => fixture.Key)];

    [Theory, MemberData(nameof(Recorded))]
    public async Task Test_RecordedOutput_IsJudgedByWhatRan(string ecosystem)
    {
        foreach (var (variant, exitCode) in new[] { ("passing", 0), ("failing", ecosystem switch { "rust" => 101, "cmake" => 8, _ => 1 }), ("empty", 0) })
        {
            await using var session = new MemoryWorkspaceSession(EcosystemFixtures.All[ecosystem].Variant(variant)) { OnRun = command => Replay(command, ecosystem, variant, exitCode) };

            Check(ecosystem, variant, await RunAsync(session, variant));
        }
    }

    [Theory, MemberData(nameof(Installed))]
    public async Task Test_InstalledTool_IsJudgedByWhatRan(string ecosystem)
    {
        foreach (var variant in new[] { "passing", "failing", "empty" })
        {
            _home.Repository.Git("checkout", "-q", "--orphan", variant);
            _home.Repository.Git("rm", "-rfq", "--ignore-unmatch", ".");
            _home.Repository.Commit(EcosystemFixtures.All[ecosystem].Variant(variant));
            await using var session = await _home.OpenAsync(variant);
            var before = await session.TreeHashAsync(default);

            var evidence = await RunAsync(session, variant);

            Check(ecosystem, variant, evidence);
            Assert.Equal((before, before), (evidence.TreeHash, await session.TreeHashAsync(default)));
        }
    }

    private async Task<GateEvidence> RunAsync(IWorkspaceSession session, string variant)
    {
        var root = Assert.Single(await SessionProjects.FindAsync(session, default));
        Assert.Null(root.Problem);
        return await _home.Get<IGateRunner>().RunAsync(
            session,
            new GateRequest(GateKind.Test, null, TimeSpan.FromSeconds(180), false, Path.Combine(_home.Home, "logs", $"{root.Ecosystem}-{variant}")),
            output: null,
            TestContext.Current.CancellationToken);
    }

    private static void Check(string ecosystem, string variant, GateEvidence evidence)
    {
        var (state, code, passed, failed) = variant switch
        {
            "passing" => (GateState.Passed, "passed", 2, 0),
            "failing" => (GateState.Failed, "tests_failed", 1, 1),
            _ => (GateState.NotRun, "no_tests", 0, 0),
        };
        Assert.True((state, code) == (evidence.State, evidence.ReasonCode), $"{ecosystem} {variant}: {evidence.State} {evidence.ReasonCode}: {evidence.Reason}\n{evidence.Output}");
        Assert.Equal((passed, failed), (evidence.Tests?.Passed ?? 0, evidence.Tests?.Failed ?? 0));
        if (failed > 0) Assert.Equal([EcosystemFixtures.All[ecosystem].FailedTest], evidence.Tests!.Failures.Select(failure => failure.Name));
    }

    /// <summary>Leaves what the tool left when it ran on the same files.</summary>
    private static CommandResult Replay(WorkspaceCommand command, string ecosystem, string variant, int exitCode)
    {
        var recorded = Path.Combine(AppContext.BaseDirectory, "Workspaces/Gates/Recorded", $"{ecosystem}-{variant}");
        Directory.CreateDirectory(command.ReportFolder!);
        foreach (var extension in new[] { ".json", ".xml" })
        {
            if (File.Exists(recorded + extension)) File.Copy(recorded + extension, Path.Combine(command.ReportFolder!, "report" + extension));
        }

        var log = File.Exists(recorded + ".txt") ? File.ReadAllText(recorded + ".txt") : "";
        File.WriteAllText(command.LogFile!, log);
        return new CommandResult(SandboxEnd.Exited, exitCode, TimeSpan.FromSeconds(1), log);
    }
}
