using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Hosting;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coder.Tests.Workspaces.Sandbox;

public sealed class SandboxSelectorTests
{
    private static readonly SandboxSettings WithoutPrograms = new() { SearchPath = "/nonexistent", HomeFolder = "/home/nobody", ScratchFolder = "/nonexistent" };

    [Theory]
    [InlineData("auto", false)]
    [InlineData("bwrap", false)]
    [InlineData("bwrap", true)]
    public async Task Select_NoBubblewrap_FailsWithTheWayToGetIt(string mode, bool trustedSample)
    {
        var failure = await Assert.ThrowsAsync<WorkspaceException>(() => Selector(WithoutPrograms).SelectAsync(mode, trustedSample, default));

        Assert.Equal("sandbox_unavailable", failure.Code);
        Assert.Contains("apt-get install bubblewrap", failure.Message);
        Assert.Contains("--sandbox none", failure.Message);
    }

    [Fact]
    public async Task Select_NoBubblewrapButOurOwnSample_GoesOnWithout() =>
        Assert.Equal("none", (await Selector(WithoutPrograms).SelectAsync("auto", trustedSample: true, default)).Name);

    [Fact]
    public async Task Select_None_NeedsNothing() =>
        Assert.Equal("none", (await Selector(WithoutPrograms).SelectAsync("none", trustedSample: false, default)).Name);

    [Fact]
    public async Task Select_UnknownMode_NamesTheModes()
    {
        var failure = await Assert.ThrowsAsync<WorkspaceException>(() => Selector(WithoutPrograms).SelectAsync("docker", true, default));

        Assert.Contains("auto, bwrap or none", failure.Message);
    }

    [Fact]
    public async Task Select_AutoOnThisMachine_IsBubblewrapWithAPassedSelfTest()
    {
        await SandboxFixture.SandboxAsync();
        var scratch = Directory.CreateTempSubdirectory("coder-selector-test-");
        using (var selector = Selector(SandboxSettings.FromEnvironment(scratch.FullName)))
        {
            Assert.Equal("bwrap", (await selector.SelectAsync("auto", trustedSample: false, default)).Name);
            Assert.Empty((await selector.ReportAsync(default)).Missing);
        }
        Assert.Equal(["claim"], scratch.EnumerateFileSystemInfos().Select(left => left.Name));
        scratch.Delete(recursive: true);
    }

    private static SandboxSelector Selector(SandboxSettings settings) => new(settings, TimeProvider.System, NullLogger<SandboxSelector>.Instance);
}
