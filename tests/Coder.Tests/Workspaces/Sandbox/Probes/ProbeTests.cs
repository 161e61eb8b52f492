using Coder.SandboxProbes;
using Coder.SandboxProbes.Outside;

namespace Coder.Tests.Workspaces.Sandbox.Probes;

public sealed class ProbeTests
{
    /// <summary>Those whose control needs no root and no special device: no machine may have fewer.</summary>
    private const int HeldMin = 60;

    [Fact]
    public async Task Probes_InsideAndOutside_HoldAndHaveTheirControl()
    {
        var sandbox = await SandboxFixture.SandboxAsync();
        Assert.SkipWhen(OutsideUser.Interpreter is null, "python3 is not installed for all users.");

        var report = await ProbeRun.RunAsync(sandbox, TestContext.Current.CancellationToken);

        TestContext.Current.TestOutputHelper?.WriteLine(report.ToTable());
        Assert.Empty(report.Red);
        Assert.InRange(report.Held.Count, HeldMin, report.Results.Count);
    }

    [Theory]
    [InlineData("refused", "done", ProbeVerdict.Held)]
    [InlineData("absent", "done", ProbeVerdict.Held)]
    [InlineData("refused", "absent", ProbeVerdict.NoControl)]
    [InlineData("refused", null, ProbeVerdict.NoControl)]
    [InlineData("refused", "refused", ProbeVerdict.Red)]
    [InlineData("refused", "broken", ProbeVerdict.Red)]
    [InlineData("broken", "done", ProbeVerdict.Red)]
    [InlineData("done", "done", ProbeVerdict.Red)]
    [InlineData("done", null, ProbeVerdict.Red)]
    public void Against_InsideAndOutside_Judged(string inside, string? outside, ProbeVerdict verdict) =>
        Assert.Equal(verdict, Of(inside).Against(outside is null ? null : Of(outside), "none").Verdict);

    private static Attempt Of(string end) => new("files", "read", "user", end, "");
}
