using System.Diagnostics;
using Coder.Workspaces.Sandbox.Scratch;

namespace Coder.Tests.Workspaces.Sandbox.Scratch;

public sealed class SandboxScratchTests : IDisposable
{
    private readonly DirectoryInfo _root = Directory.CreateTempSubdirectory("coder-scratch-test-");

    [Fact]
    public void Open_PartOfALivingProcess_Stays()
    {
        using var first = SandboxScratch.Open(_root.FullName);
        var folder = first.CreateFolder();

        using var second = SandboxScratch.Open(_root.FullName);

        Assert.True(folder.Exists);
        Assert.NotEqual(folder.Parent!.FullName, second.CreateFolder().Parent!.FullName);
    }

    [Fact]
    public void Open_PartOfADeadProcess_IsCleared()
    {
        var part = _root.CreateSubdirectory("dead");
        File.WriteAllText(Path.Combine(part.FullName, "lock"), "");
        part.CreateSubdirectory("1/workspace");

        using var scratch = SandboxScratch.Open(_root.FullName);

        Assert.False(Directory.Exists(part.FullName));
    }

    [Fact]
    public async Task Open_SandboxThatMissedItsHostsDeath_IsEnded()
    {
        var command = _root.CreateSubdirectory("dead/1");
        using var starting = Waiting($"exec 12>{command.FullName}/status;", "bwrap", "--args", "10", "--", "x");
        using var running = Waiting("");
        using var innocent = Waiting("");
        var own = new FileInfo("/proc/self/ns/pid").LinkTarget![5..^1];
        File.WriteAllText(Path.Combine(command.FullName, "status"), $$"""{ "child-pid": {{running.Id}}, "pid-namespace": {{own}} }""");
        var other = _root.CreateSubdirectory("dead/2");
        File.WriteAllText(Path.Combine(other.FullName, "status"), $$"""{ "child-pid": {{innocent.Id}}, "pid-namespace": 1 }""");

        using var scratch = SandboxScratch.Open(_root.FullName);
        await running.WaitForExitAsync(TestContext.Current.CancellationToken);
        await starting.WaitForExitAsync(TestContext.Current.CancellationToken);

        Assert.False(innocent.HasExited);
        innocent.Kill();
    }

    [Fact]
    public void Dispose_LeavesOnlyTheClaim()
    {
        SandboxScratch.Open(_root.FullName).Dispose();

        Assert.Equal(["claim"], _root.EnumerateFileSystemInfos().Select(left => left.Name));
    }

    public void Dispose() => _root.Delete(recursive: true);

    private static Process Waiting(string first, params IEnumerable<string> arguments)
    {
        var process = Process.Start(new ProcessStartInfo("bash", ["-c", first + "echo ready; read -r end", .. arguments])
        {
            RedirectStandardInput = true, RedirectStandardOutput = true,
        })!;
        Assert.Equal("ready", process.StandardOutput.ReadLine());
        return process;
    }
}
