using System.Runtime.Versioning;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Azurite;

namespace Embedded.Tests.FunctionsWorker.Azurite;

/// <summary>With a script in npm's place: what npm itself does is its own affair.</summary>
[UnsupportedOSPlatform("windows")]
public sealed class AzuritePackageTests : IDisposable
{
    private const string LockFile = """{ "packages": { "node_modules/azurite": { "version": "3.35.0" } } }""";

    private readonly TemporaryFolder _folder = new();
    private readonly string _manifest;
    private readonly string _tools;

    public AzuritePackageTests()
    {
        Assert.SkipUnless(Executable.IsOnPath("node"), "Node.js is not installed.");
        _manifest = Path.Combine(_folder.Path, "app", "azurite");
        _tools = Path.Combine(_folder.Path, "tools");
        Directory.CreateDirectory(_manifest);
        File.WriteAllText(Path.Combine(_manifest, "package.json"), "{}");
        File.WriteAllText(Path.Combine(_manifest, "package-lock.json"), LockFile);
    }

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Package_AskedForByManyAtOnce_IsInstalledOnce()
    {
        AzuritePackage package = new(_manifest, _tools, Npm($"echo run >> {_folder.Path}/runs; mkdir -p node_modules/azurite/dist/src; touch node_modules/azurite/dist/src/azurite.js"));

        string[] scripts = await Task.WhenAll(Enumerable.Range(0, 5).Select(_ => Task.Run(() => package.InstalledAsync(TimeProvider.System, CancellationToken.None))));

        Assert.Single(scripts.Distinct());
        Assert.True(File.Exists(scripts[0]));
        Assert.StartsWith(_tools, scripts[0], StringComparison.Ordinal);
        Assert.Equal(["run"], await File.ReadAllLinesAsync(Path.Combine(_folder.Path, "runs")));
    }

    [Fact]
    public async Task Package_InstallationFails_SaysWhatNpmSaidAndTriesAgainNextTime()
    {
        AzuritePackage failing = new(_manifest, _tools, Npm("echo registry unreachable >&2; exit 1"));

        for (int attempt = 1; attempt <= 2; attempt++)
        {
            HostStartException failure = await Assert.ThrowsAsync<HostStartException>(() => failing.InstalledAsync(TimeProvider.System, CancellationToken.None));
            Assert.Contains("npm said: registry unreachable", failure.Message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Package_NpmMissing_NamesTheFix()
    {
        AzuritePackage package = new(_manifest, _tools, Path.Combine(_folder.Path, "no-npm"));

        HostStartException failure = await Assert.ThrowsAsync<HostStartException>(() => package.InstalledAsync(TimeProvider.System, CancellationToken.None));
        Assert.StartsWith("Node.js with npm is needed", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Package_InTheRepositoryInTheWantedVersion_IsUsedAsItIs()
    {
        string installed = Path.Combine(_folder.Path, "node_modules", "azurite");
        Directory.CreateDirectory(installed);
        await File.WriteAllTextAsync(Path.Combine(installed, "package.json"), """{ "version": "3.35.0" }""");

        string script = await new AzuritePackage(_manifest, _tools, "no-npm").InstalledAsync(TimeProvider.System, CancellationToken.None);

        Assert.Equal(Path.Combine(installed, "dist/src/azurite.js"), script);
    }

    [Fact]
    public async Task Package_InTheRepositoryInAnotherVersion_IsNotUsed()
    {
        string installed = Path.Combine(_folder.Path, "node_modules", "azurite");
        Directory.CreateDirectory(installed);
        await File.WriteAllTextAsync(Path.Combine(installed, "package.json"), """{ "version": "3.34.0" }""");

        string script = await new AzuritePackage(_manifest, _tools, Npm("true")).InstalledAsync(TimeProvider.System, CancellationToken.None);

        Assert.StartsWith(_tools, script, StringComparison.Ordinal);
    }

    private string Npm(string script)
    {
        string path = Path.Combine(_folder.Path, "npm");
        File.WriteAllText(path, $"#!/bin/sh\n{script}\n");
        File.SetUnixFileMode(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
        return path;
    }
}
