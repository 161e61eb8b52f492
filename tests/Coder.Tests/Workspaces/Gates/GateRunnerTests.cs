using System.Text;
using Coder.Workspaces.Gates;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Workspaces.Gates;

/// <summary>Gates on small Node projects, whose test runner comes with Node.</summary>
public sealed class GateRunnerTests : IDisposable
{
    private const string Package = """{ "name": "sums", "version": "1.0.0", "type": "module", "scripts": { "test": "node --test", "build": "node --check sum.js" } }""";

    private const string Tests = """
        import test from 'node:test';
        import assert from 'node:assert/strict';
        import { add, sub } from './sum.js';
        test('adds', () => assert.equal(add(1, 1), 2));
        test('subtracts', () => assert.equal(sub(1, 1), 0));
        """;

    private const string Right = "export const add = (a, b) => a + b;\nexport const sub = (a, b) => a - b;\n";

    private readonly WorkspaceHome _home = new();

    public GateRunnerTests() => Assert.SkipUnless(ToolPresence.Has("npm"), "npm is not installed");

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Test_AllPass_IsPassedWithEvidence()
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right), ("sum.test.js", Tests));

        var evidence = await RunAsync(session, GateKind.Test);

        Assert.Equal((GateState.Passed, "passed"), (evidence.State, evidence.ReasonCode));
        Assert.Equal((2, 0, "tap"), (evidence.Tests!.Passed, evidence.Tests.Failed, evidence.Tests.Source));
        Assert.Equal(await session.TreeHashAsync(default), evidence.TreeHash);
        var command = Assert.Single(evidence.Commands);
        Assert.Equal(("", "npm test", 0), (command.Directory, command.Line, command.ExitCode));
        Assert.Contains("subtracts", await File.ReadAllTextAsync(command.LogFile!));
    }

    [Fact]
    public async Task Test_FailureOfTheBase_IsListedAndAcceptedOnlyWhenAsked()
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right.Replace("a - b", "a + b")), ("sum.test.js", Tests));
        await WriteAsync(session, "sum.js", Right.Replace("a - b", "b + a"));

        var refused = await RunAsync(session, GateKind.Test);
        var accepted = await RunAsync(session, GateKind.Test, accept: true);

        Assert.Equal((GateState.Failed, "tests_failed"), (refused.State, refused.ReasonCode));
        Assert.Equal("1 of 2 tests failed, 1 of them on the base commit too", refused.Reason);
        Assert.Equal(["subtracts"], refused.PreexistingFailures);
        Assert.Equal((GateState.Passed, "passed"), (accepted.State, accepted.ReasonCode));
        Assert.Equal(["subtracts"], accepted.PreexistingFailures);
    }

    [Fact]
    public async Task Test_NewFailure_IsNotAcceptedAsOneOfTheBase()
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right), ("sum.test.js", Tests));
        await WriteAsync(session, "sum.js", Right.Replace("a - b", "a + b"));

        var evidence = await RunAsync(session, GateKind.Test, accept: true);

        Assert.Equal((GateState.Failed, "tests_failed", "1 of 2 tests failed"), (evidence.State, evidence.ReasonCode, evidence.Reason));
        Assert.Empty(evidence.PreexistingFailures);
        Assert.Contains("subtracts", evidence.Output);
    }

    [Theory]
    [InlineData("test('subtracts'", "test.skip('subtracts'", "skipped")]
    [InlineData("test('subtracts', () => assert.equal(sub(1, 1), 0));", "", "deleted")]
    [InlineData("assert.equal(sub(1, 1), 0)", "sub(1, 1)", "fewer_assertions")]
    public async Task Test_FailingTestWeakened_Fails(string old, string replacement, string how)
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right.Replace("a - b", "a + b")), ("sum.test.js", Tests));
        await WriteAsync(session, "sum.test.js", Tests.Replace(old, replacement));

        var evidence = await RunAsync(session, GateKind.Test);

        Assert.Equal((GateState.Failed, "tests_weakened"), (evidence.State, evidence.ReasonCode));
        Assert.Equal([new WeakenedTest(how, "sum.test.js", "subtracts")], evidence.Weakened);
    }

    [Theory]
    [InlineData("no test found", "node --test", null)]
    [InlineData("placeholder", "echo \\\"Error: no test specified\\\" && exit 1", "no_command")]
    [InlineData("silent success", "true", "no_tests")]
    public async Task Test_NothingTested_IsNotRun(string what, string script, string? code)
    {
        Assert.NotEmpty(what);
        await using var session = await OpenAsync(("package.json", Package.Replace("node --test", script)), ("sum.js", Right));

        var evidence = await RunAsync(session, GateKind.Test);

        Assert.Equal((GateState.NotRun, code ?? "no_tests"), (evidence.State, evidence.ReasonCode));
    }

    [Fact]
    public async Task Test_AllSkipped_IsNotRun()
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right), ("sum.test.js", Tests.Replace("test('", "test.skip('")));

        var evidence = await RunAsync(session, GateKind.Test);

        Assert.Equal((GateState.NotRun, "no_tests", "no test ran: all 2 were skipped"), (evidence.State, evidence.ReasonCode, evidence.Reason));
    }

    [Fact]
    public async Task Test_NoEnd_IsTimedOut()
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right));

        var evidence = await RunAsync(session, GateKind.Test, "sleep 600", timeout: TimeSpan.FromSeconds(1));

        Assert.Equal((GateState.Failed, "timed_out"), (evidence.State, evidence.ReasonCode));
    }

    [Fact]
    public async Task Test_UsersCommandWithReport_WinsAndIsRead()
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right), ("sum.test.js", Tests), (".gitignore", "out/\n"));

        var evidence = await RunAsync(session, GateKind.Test, "mkdir -p out && echo \"$((1+1)) files\" && node --test --test-reporter=junit > out/junit.xml");

        Assert.Equal((GateState.Passed, "junit", 2), (evidence.State, evidence.Tests!.Source, evidence.Tests.Passed));
        Assert.Contains("2 files", evidence.Output);
    }

    [Fact]
    public async Task Test_ReportOfAnEarlierRun_IsNotTakenForThisOnes()
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right), ("junit.xml", "<testsuite><testcase name='old'/></testsuite>"));

        var evidence = await RunAsync(session, GateKind.Test, "true");

        Assert.Equal((GateState.NotRun, "no_tests"), (evidence.State, evidence.ReasonCode));
    }

    [Theory]
    [InlineData("node --test", "node --test a.test.js", "1 of 2 tests of the project run")]
    [InlineData("node --test", "node --test --test-name-pattern=adds", "1 of 2 tests of the project run")]
    public async Task Test_SettingTakesTestsOutOfTheRun_Fails(string before, string after, string reason)
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right), ("a.test.js", "import test from 'node:test';\ntest('adds', () => {});\n"), ("b.test.js", "import test from 'node:test';\ntest('subtracts', () => {});\n"));
        await WriteAsync(session, "package.json", Package.Replace(before, after));

        var evidence = await RunAsync(session, GateKind.Test);

        Assert.Equal((GateState.Failed, "tests_weakened"), (evidence.State, evidence.ReasonCode));
        Assert.Equal([new WeakenedTest("fewer_tests", "", reason)], evidence.Weakened);
    }

    [Fact]
    public async Task Test_OneOfTwoProjectsFallsSilent_Fails()
    {
        await using var session = await OpenAsync(("a/package.json", Package), ("a/a.test.js", Tests), ("a/sum.js", Right), ("b/package.json", Package), ("b/a.test.js", Tests), ("b/sum.js", Right));
        await WriteAsync(session, "b/package.json", Package.Replace("node --test", "true"));

        var evidence = await RunAsync(session, GateKind.Test);

        Assert.Equal((GateState.Failed, "tests_weakened"), (evidence.State, evidence.ReasonCode));
        Assert.Equal([new WeakenedTest("fewer_tests", "b", "0 of 2 tests of b run")], evidence.Weakened);
    }

    [Fact]
    public async Task Test_ScopeChanged_RunsTheChangedProjectAndSaysSo()
    {
        await using var session = await OpenAsync(
            (".coder/config.yml", "gates: {scope: changed}\n"), ("a/package.json", Package), ("a/a.test.js", Tests), ("a/sum.js", Right), ("b/package.json", Package), ("b/a.test.js", Tests), ("b/sum.js", Right));
        await WriteAsync(session, "b/sum.js", Right + "// changed\n");
        await WriteAsync(session, ".coder/config.yml", "projects: [{path: b, skip: true}]\n");

        var all = await RunAsync(session, GateKind.Test);
        await session.RemoveAsync(".coder/config.yml", false, default);
        await WriteAsync(session, ".coder/config.yml", "gates: {scope: changed}\n");
        var some = await RunAsync(session, GateKind.Test);

        Assert.Equal(["a", "b"], all.Commands.Select(command => command.Directory));
        Assert.Equal(["b"], some.Commands.Select(command => command.Directory));
        Assert.Equal((GateState.Passed, "2 tests passed (1 of 2 projects, those with changes)"), (some.State, some.Reason));
    }

    [Fact]
    public async Task Test_TwoToolsForOneFolder_IsNotRunAndSaysWhatToDo()
    {
        await using var session = await OpenAsync(("pom.xml", "<project/>"), ("build.gradle", ""));

        var evidence = await RunAsync(session, GateKind.Test);

        Assert.Equal((GateState.NotRun, "projects_unclear"), (evidence.State, evidence.ReasonCode));
        Assert.Contains(".coder/config.yml", evidence.Reason);
        Assert.Empty(evidence.Commands);
    }

    [Fact]
    public async Task Build_BrokenThenMended_FailsThenPasses()
    {
        await using var session = await OpenAsync(("package.json", Package), ("sum.js", Right));
        await WriteAsync(session, "sum.js", "export const = ;\n");
        var broken = await RunAsync(session, GateKind.Build);
        await WriteAsync(session, "sum.js", Right);
        var mended = await RunAsync(session, GateKind.Build);

        Assert.Equal((GateState.Failed, "exit_code"), (broken.State, broken.ReasonCode));
        Assert.Contains("SyntaxError", broken.Output);
        Assert.Equal((GateState.Passed, "passed"), (mended.State, mended.ReasonCode));
        Assert.Null(mended.Tests);
    }

    [Fact]
    public async Task Build_NothingToBuild_IsNotRun()
    {
        await using var session = await OpenAsync(("README.md", "Nothing\n"));

        var evidence = await RunAsync(session, GateKind.Build);

        Assert.Equal((GateState.NotRun, "no_command"), (evidence.State, evidence.ReasonCode));
        Assert.Empty(evidence.Commands);
    }

    private Task<IWorkspaceSession> OpenAsync(params (string Path, string Text)[] files)
    {
        _home.Repository.Commit(files);
        return _home.OpenAsync();
    }

    private async Task<GateEvidence> RunAsync(IWorkspaceSession session, GateKind kind, string? command = null, bool accept = false, TimeSpan? timeout = null) =>
        await _home.Get<IGateRunner>().RunAsync(
            session,
            new GateRequest(kind, command, timeout ?? TimeSpan.FromSeconds(120), accept, Path.Combine(_home.Home, "logs", $"{kind}-{Guid.NewGuid():N}")),
            output: null,
            TestContext.Current.CancellationToken);

    private static Task WriteAsync(IWorkspaceSession session, string path, string text) => session.WriteAsync(path, Encoding.UTF8.GetBytes(text), default);
}
