using Coder.Workspaces.Gates;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Dependencies;

/// <summary>With network once, from an empty cache; everything after that without.</summary>
public sealed class DependencyRestoreTests
{
    private const string Project = """
        <Project Sdk="Microsoft.NET.Sdk">
          <PropertyGroup>
            <TargetFramework>net10.0</TargetFramework>
            <OutputType>Exe</OutputType>
            <RestorePackagesWithLockFile>true</RestorePackagesWithLockFile>
          </PropertyGroup>
          <ItemGroup>
            <PackageReference Include="Microsoft.NET.Test.Sdk" Version="18.0.1" />
            <PackageReference Include="xunit.runner.visualstudio" Version="3.1.5" />
            <PackageReference Include="xunit.v3" Version="3.2.2" />
          </ItemGroup>
        </Project>
        """;

    private const string Test = """
        using Xunit;
        public class SumTests
        {
            [Fact]
            public void Adds() => Assert.Equal(2, 1 + 1);
        }
        """;

    [Fact]
    public async Task Restore_DotnetLockFileAndEmptyCache_BuildsAndTestsOffline()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var home = new WorkspaceHome(RegistrySettingsOfThisMachine);
        home.Repository.Commit(("Sum.csproj", Project), ("SumTests.cs", Test));
        await LockAsync(home, cancellation);
        await using var session = await home.OpenConfinedAsync();

        var restored = await session.RestoreDependenciesAsync(null, cancellation);
        SkipWithoutRegistry(restored);
        var again = await session.RestoreDependenciesAsync(null, cancellation);
        var baseTree = await session.BaseTreeHashAsync(cancellation);
        Assert.Equal(baseTree, await session.TreeHashAsync(cancellation));
        var build = await GateAsync(home, session, GateKind.Build);
        await session.WriteAsync("More.cs", "public static class More { public static int Two => 2; }"u8.ToArray(), cancellation);
        var test = await GateAsync(home, session, GateKind.Test);

        Assert.Equal("dotnet restore Sum.csproj --locked-mode", Assert.Single(restored.Steps).Command);
        Assert.Equal(restored.Steps[0].Result.Duration, again.Steps[0].Result.Duration);
        Assert.True(build.State == GateState.Passed, build.Output);
        Assert.True(test.State == GateState.Passed, test.Output);
        Assert.Equal((1, "trx"), (test.Tests!.Passed, test.Tests.Source));
        var network = await session.RunAsync(WorkspaceCommand.Shell("echo a > /cache/nuget/x || echo read-only; cat /proc/net/dev | wc -l"), null, cancellation);
        Assert.Contains("read-only", network.Output);
    }

    [Fact]
    public async Task Restore_NpmLockFileAndEmptyCache_TestsOfflineAlsoOnTheBaseline()
    {
        Assert.SkipUnless(ToolPresence.Has("npm"), "npm is not installed");
        var cancellation = TestContext.Current.CancellationToken;
        using var home = new WorkspaceHome(RegistrySettingsOfThisMachine);
        home.Repository.Commit(
            ("package.json", """{ "name": "sums", "version": "1.0.0", "scripts": { "test": "node --test" }, "dependencies": { "is-odd": "3.0.1" } }"""),
            ("odd.test.js", "const test = require('node:test');\nconst assert = require('node:assert');\ntest('odd', () => assert.ok(require('is-odd')(2)));\n"));
        await using (var unlocked = await home.OpenConfinedAsync("lock"))
        {
            SkipWithoutRegistry(await unlocked.RestoreDependenciesAsync(null, cancellation));
            var made = await unlocked.RunAsync(WorkspaceCommand.Shell("cp -r /cache/npm /tmp/npm && npm install --package-lock-only --cache /tmp/npm"), null, cancellation);
            Assert.True(made.Succeeded, made.Output);
            home.Repository.Commit(("package-lock.json", System.Text.Encoding.UTF8.GetString((await unlocked.ReadAsync("package-lock.json", 1 << 20, cancellation)).Content.Span)));
        }

        await using var session = await home.OpenConfinedAsync();
        var restored = await session.RestoreDependenciesAsync(null, cancellation);
        var test = await GateAsync(home, session, GateKind.Test);

        Assert.Equal(("npm", "npm ci --ignore-scripts"), (restored.Steps[0].Ecosystem, restored.Steps[0].Command));
        Assert.Equal(await session.BaseTreeHashAsync(cancellation), await session.TreeHashAsync(cancellation));
        Assert.Equal((GateState.Failed, "tests_failed"), (test.State, test.ReasonCode));
        // Had the baseline lacked its packages, the file and not the test in it would have failed there.
        Assert.Equal(["odd"], test.PreexistingFailures);
    }

    [Fact]
    public async Task Restore_NoDependencies_RunsNothing()
    {
        using var home = new WorkspaceHome();
        home.Repository.Commit(("package.json", """{ "name": "a", "scripts": { "test": "node --test" } }"""), ("a.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\" />"), ("test_a.py", "import unittest\n"));
        await using var session = await home.OpenAsync();

        var restored = await session.RestoreDependenciesAsync(null, TestContext.Current.CancellationToken);

        Assert.True(restored.Succeeded);
        Assert.Empty(restored.Steps);
    }

    [Fact]
    public async Task Restore_Fails_SaysWhatTheToolSaid()
    {
        var cancellation = TestContext.Current.CancellationToken;
        using var home = new WorkspaceHome();
        home.Repository.Commit(
            ("a.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup><ItemGroup><PackageReference Include=\"Absent\" Version=\"1.0.0\" /></ItemGroup></Project>"),
            ("NuGet.Config", "<configuration><packageSources><clear /><add key=\"here\" value=\"./none\" /></packageSources></configuration>"));
        await using var session = await home.OpenConfinedAsync();

        var restored = await session.RestoreDependenciesAsync(null, cancellation);

        Assert.False(restored.Succeeded);
        Assert.Contains("none", restored.Steps[0].Result.Output);
    }

    private static void RegistrySettingsOfThisMachine(WorkspaceOptions options)
    {
        // Not the packages the user has: the cache is to be empty.
        options.HostEnvironment = Environment.GetEnvironmentVariables().Cast<System.Collections.DictionaryEntry>().ToDictionary(variable => (string)variable.Key, variable => (string)variable.Value!);
    }

    private static async Task LockAsync(WorkspaceHome home, CancellationToken cancellation)
    {
        await using var session = await home.OpenConfinedAsync("lock");
        SkipWithoutRegistry(await session.RestoreDependenciesAsync(null, cancellation));
        home.Repository.Commit(("packages.lock.json", System.Text.Encoding.UTF8.GetString((await session.ReadAsync("packages.lock.json", 1 << 20, cancellation)).Content.Span)));
        await home.Workspaces.RemoveAsync("lock", cancellation);
    }

    private static void SkipWithoutRegistry(RestoreResult restored) => Assert.SkipUnless(
        restored.Succeeded || restored.Steps.All(step => step.Result.End == SandboxEnd.Exited && !step.Result.Output.Contains("NU1301") && !step.Result.Output.Contains("EAI_AGAIN") && !step.Result.Output.Contains("ENOTFOUND")),
        "no package registry can be reached: " + restored.Steps.FirstOrDefault(step => !step.Result.Succeeded)?.Result.Output);

    private static Task<GateEvidence> GateAsync(WorkspaceHome home, IWorkspaceSession session, GateKind kind) => home.Get<IGateRunner>().RunAsync(
        session, new GateRequest(kind, null, TimeSpan.FromMinutes(3), false, Path.Combine(home.Home, "logs", kind.ToString())), null, TestContext.Current.CancellationToken);
}
