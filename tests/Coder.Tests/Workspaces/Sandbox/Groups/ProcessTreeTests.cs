using System.Diagnostics;
using Coder.Workspaces.Sandbox.Groups;

namespace Coder.Tests.Workspaces.Sandbox.Groups;

public sealed class ProcessTreeTests
{
    [Fact]
    public async Task Read_ProcessWithChildren_CountsThemAll()
    {
        var start = new ProcessStartInfo("bash", ["-c", "bash -c 'x=$(head -c 30000000 /dev/zero | tr \"\\0\" x); echo held; read -r end; echo $x | wc -c' & wait"])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        };
        using var process = Process.Start(start)!;
        await process.StandardOutput.ReadLineAsync(TestContext.Current.CancellationToken);

        var use = ProcessTree.Read(process.Id);
        process.Kill(entireProcessTree: true);

        Assert.InRange(use.MemoryBytes, 30_000_000, 300_000_000);
        Assert.True(use.Cpu > TimeSpan.Zero);
    }

    [Fact]
    public void Read_ProcessThatIsNotThere_CountsNothing() => Assert.Equal(default, ProcessTree.Read(int.MaxValue));
}
