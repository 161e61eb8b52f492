using Coder.Workspaces.Sandbox.Hosting;

namespace Coder.Tests.Workspaces.Sandbox.Hosting;

public sealed class ToolchainDetectorTests : IDisposable
{
    private readonly string _home = Directory.CreateTempSubdirectory("coder-toolchain-test-").FullName;

    [Fact]
    public async Task Detect_NodeOfAVersionManager_ShowsItsFolderAndPutsItFirst()
    {
        var node = Program(".nvm/versions/node/v22/bin/node");
        var shim = Shim("shims/node", node);

        var toolchains = await DetectAsync(Path.GetDirectoryName(shim)!);

        Assert.Contains(Path.Combine(_home, ".nvm/versions/node/v22"), toolchains.ReadOnlyPaths);
        Assert.StartsWith(Path.GetDirectoryName(node) + ":", toolchains.SearchPath);
        Assert.EndsWith("/usr/bin:/sbin:/bin", toolchains.SearchPath);
    }

    [Fact]
    public async Task Detect_NodeNextToTheUsersData_ShowsTheProgramOnly()
    {
        var node = Program(".local/bin/node");
        Shim("shims/node", node);
        Directory.CreateDirectory(Path.Combine(_home, ".local/share"));

        var toolchains = await DetectAsync(Path.Combine(_home, "shims"));

        Assert.Equal([node], toolchains.ReadOnlyPaths);
    }

    [Fact]
    public async Task Detect_PythonWhosePrefixIsTheHome_IsNotShown()
    {
        Shim("shims/python3", _home);

        Assert.Empty((await DetectAsync(Path.Combine(_home, "shims"))).ReadOnlyPaths);
    }

    [Fact]
    public async Task Detect_DotnetBelowTheHome_HidesItsKeys()
    {
        Program(".dotnet/dotnet");
        Directory.CreateDirectory(Path.Combine(_home, ".dotnet/corefx/cryptography"));
        Directory.CreateDirectory(Path.Combine(_home, "bin"));
        File.CreateSymbolicLink(Path.Combine(_home, "bin/dotnet"), Path.Combine(_home, ".dotnet/dotnet"));

        var toolchains = await DetectAsync(Path.Combine(_home, "bin"));

        Assert.Equal(Path.Combine(_home, ".dotnet"), toolchains.DotnetRoot);
        Assert.Equal([Path.Combine(_home, ".dotnet")], toolchains.ReadOnlyPaths);
        Assert.Equal([Path.Combine(_home, ".dotnet/corefx")], toolchains.HiddenFolders);
    }

    [Fact]
    public async Task Detect_FolderOfTheSetting_IsShown()
    {
        Directory.CreateDirectory(Path.Combine(_home, "go/bin"));
        var settings = Settings("/nonexistent") with { ToolchainFolders = [Path.Combine(_home, "go")] };

        var toolchains = await new ToolchainDetector(settings, TimeProvider.System).DetectAsync();

        Assert.Equal([Path.Combine(_home, "go")], toolchains.ReadOnlyPaths);
        Assert.StartsWith(Path.Combine(_home, "go/bin") + ":", toolchains.SearchPath);
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    private Task<Toolchains> DetectAsync(string searchPath) => new ToolchainDetector(Settings(searchPath), TimeProvider.System).DetectAsync();

    private SandboxSettings Settings(string searchPath) => new() { SearchPath = searchPath, HomeFolder = _home, ScratchFolder = "/nonexistent" };

    private string Program(string path) => Shim(path, "");

    /// <summary>A program that answers every question with one line, as an interpreter asked for its place does.</summary>
    private string Shim(string path, string answer)
    {
        var file = Path.Combine(_home, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        File.WriteAllText(file, $"#!/bin/sh\necho '{answer}'\n");
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return file;
    }
}
