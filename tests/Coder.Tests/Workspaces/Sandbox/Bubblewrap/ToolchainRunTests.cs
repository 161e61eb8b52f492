using Coder.Workspaces.Sandbox;

namespace Coder.Tests.Workspaces.Sandbox.Bubblewrap;

/// <summary>The tools of the supported ecosystems work inside, offline.</summary>
public sealed class ToolchainRunTests : IDisposable
{
    private readonly SandboxFixture _fixture = new();

    [Fact]
    public async Task Run_DotnetBuildWithoutPackages_Succeeds()
    {
        await WriteAsync("app.csproj", "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><OutputType>Exe</OutputType><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        await WriteAsync("app.cs", "System.Console.WriteLine(\"built inside\");");

        Assert.EndsWith("built inside\n", await ShellAsync("dotnet build -v q 2>&1 && dotnet bin/Debug/net10.0/app.dll"));
    }

    [Fact]
    public async Task Run_NodeTestAndNpmScript_Succeed()
    {
        await WriteAsync("package.json", """{"name":"a","version":"1.0.0","scripts":{"test":"node --test"}}""");
        await WriteAsync("a.test.js", """
            const test = require('node:test');
            test('child process', () => require('node:child_process').execSync('true'));
            test('server', async () => {
              const server = require('node:http').createServer((request, response) => response.end('ok')).listen(0);
              await fetch('http://127.0.0.1:' + server.address().port);
              server.close();
            });
            """);

        Assert.Contains("# pass 2", await ShellAsync("npm test"));
    }

    [Fact]
    public async Task Run_PythonUnittest_Succeeds()
    {
        await WriteAsync("test_a.py", """
            import multiprocessing, unittest
            class Tests(unittest.TestCase):
                def test_pool(self):
                    with multiprocessing.Pool(2) as pool:
                        self.assertEqual(pool.map(abs, [-1, 2]), [1, 2])
            """);

        Assert.EndsWith("OK\n", await ShellAsync("python3 -m unittest 2>&1"));
    }

    /// <summary>Compilers, as far as this machine has them: each must be seen inside just as outside.</summary>
    [Theory]
    [InlineData("go", "go vet -h 2>&1 | head -n 1; go version", "go version")]
    [InlineData("cargo", "cargo init -q --lib --name a --vcs none . && cargo test --offline 2>&1", "test result: ok. 1 passed")]
    [InlineData("mvn", "mvn -o -v", "Apache Maven")]
    [InlineData("cmake", "printf 'project(a C)\nenable_testing()\nadd_test(NAME t COMMAND true)\n' > CMakeLists.txt && cmake -S . -B b 2>&1 && cd b && ctest 2>&1", "100% tests passed")]
    [InlineData("make", "printf 'test:\n\t@echo 1..1; echo ok 1\n' > Makefile && make test", "ok 1")]
    public async Task Run_Compiler_IsInsideIfItIsOutside(string program, string line, string said)
    {
        var result = await _fixture.ShellAsync(ToolPresence.Has(program) ? line : $"command -v {program} || echo {said}");

        Assert.True(result is { End: SandboxEnd.Exited, ExitCode: 0 }, result.Output);
        Assert.Contains(said, result.Output);
    }

    [Fact]
    public async Task Run_Git_TakesTheWorkspaceForItsOwn() =>
        Assert.EndsWith("nothing to commit, working tree clean\n", await ShellAsync(
            "git init -q . && git -c user.name=a -c user.email=a commit -q --allow-empty -m a && git status"));

    public void Dispose() => _fixture.Dispose();

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(Path.Combine(_fixture.Workspace, name), text);

    private async Task<string> ShellAsync(string line)
    {
        var result = await _fixture.ShellAsync(line);
        Assert.SkipWhen(result.ExitCode == 127, result.Output);
        Assert.True(result is { End: SandboxEnd.Exited, ExitCode: 0 }, result.Output);
        return result.Output;
    }
}
