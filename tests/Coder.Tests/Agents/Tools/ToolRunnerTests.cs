using System.Text.Json;
using Coder.Agents.Tools;
using Coder.Testing.Workspaces;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Limits;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Agents.Tools;

public sealed class ToolRunnerTests
{
    private readonly MemoryWorkspaceSession _session = new(("src/a.cs", "class A\n{\n}\n"), ("src/b.cs", "class B;\n"), ("README.md", "# A\n")) { Log = ["abc first", "def second"] };

    private Task<ToolResult> RunAsync(string tool, object arguments, Func<ToolContext, ToolContext>? context = null) =>
        ToolCallFixture.RunAsync(_session, tool, arguments, context);

    [Fact]
    public async Task FsCat_OffsetAndLimit_NumbersThePartAndSaysHowToGoOn()
    {
        ToolResult result = await RunAsync("fs_cat.sh", new { path = "src/a.cs", offset = 2, limit = "1" });
        Assert.Equal("2\t{\n[1 more lines; go on with offset 3]", result.Content);
        Assert.False(result.ChangedFiles);
    }

    [Theory]
    [InlineData("fs_cat", """{"path":"nope"}""", "nope is not there")]
    [InlineData("fs_cat", """{"path":"/etc/passwd"}""", "outside the workspace")]
    [InlineData("fs_cat", """{"path":"src/a.cs","offset":9}""", "has 3 lines")]
    [InlineData("fs_cat", """{"path":"src/a.cs","limit":0}""", "'limit' must be at least 1")]
    [InlineData("fs_cat", """{"path":"src/a.cs","offset":"x"}""", "whole number")]
    [InlineData("fs_cat", "{}", "'path' is missing")]
    [InlineData("fs_cat", """{"path":""", "not a JSON object")]
    [InlineData("fs_cat", "[1]", "not a JSON object")]
    [InlineData("fs_write", """{"path":"x"}""", "'contents' is missing")]
    [InlineData("fs_write", """{"path":"../x","contents":""}""", "outside the workspace")]
    [InlineData("fs_rm", """{"path":"src"}""", "recursive")]
    [InlineData("fs_rm", """{"path":"src","recursive":"maybe"}""", "true or false")]
    [InlineData("fs_grep", """{"pattern":"("}""", "The pattern cannot be used")]
    [InlineData("fs_nope", "{}", "There is no tool 'fs_nope'. Tools: fs_cat")]
    [InlineData("user__select", """{"question":"q","options":["a","a"]}""", "2 to 20")]
    [InlineData("todo__done", """{"id":1}""", "There is no entry 1")]
    public async Task Run_WhatTheModelDidWrong_IsAnErrorResult(string tool, string arguments, string why)
    {
        ToolResult result = await RunAsync(tool, arguments);
        Assert.True(result.IsError);
        Assert.Contains(why, result.Content);
        Assert.False(result.ChangedFiles);
    }

    [Fact]
    public async Task Run_ToolThatIsNotAllowed_IsRefused()
    {
        ToolResult result = await RunAsync("fs_write", new { path = "x", contents = "y" }, context => context with { Allowed = ["fs_cat.sh", "fs_ls"] });
        Assert.True(result.IsError);
        Assert.Contains("Tools: fs_cat, fs_ls.", result.Content);
        Assert.Null(_session["x"]);
    }

    [Fact]
    public async Task FsRead_BinaryOrOtherEncoding_IsRefused()
    {
        await _session.WriteAsync("bin", new byte[] { 1, 0, 2 }, CancellationToken.None);
        await _session.WriteAsync("latin", new byte[] { 0xE4 }, CancellationToken.None);
        Assert.Contains("binary", (await RunAsync("fs_read", new { path = "bin" })).Content);
        Assert.Contains("not UTF-8", (await RunAsync("fs_read", new { path = "latin" })).Content);
    }

    [Fact]
    public async Task FsTools_ReadAndList_ShowWhatIsThere()
    {
        Assert.Equal("class B;\n", (await RunAsync("fs_read", new { path = "src/b.cs" })).Content);
        Assert.Equal("README.md\t4\nsrc/", (await RunAsync("fs_ls", new { })).Content);
        Assert.Equal("src/a.cs\nsrc/b.cs", (await RunAsync("fs_glob", new { pattern = "**/*.cs" })).Content);
        Assert.Equal("src/b.cs:1:class B;", (await RunAsync("fs_grep", new { pattern = "CLASS B", ignore_case = true, path = "src" })).Content);
        Assert.Equal("src/a.cs:1:class A", (await RunAsync("fs_grep", new { pattern = "class", path = "src/a.cs" })).Content);
        Assert.Equal("No line matches nothing.", (await RunAsync("fs_grep", new { pattern = "nothing" })).Content);
    }

    [Fact]
    public async Task FsTools_WriteAndRemove_ChangeFiles()
    {
        ToolResult written = await RunAsync("fs_write", new { path = "new/x.txt", contents = "a\nb\n" });
        Assert.Equal("Wrote new/x.txt: 2 lines.", written.Content);
        Assert.True(written.ChangedFiles);
        Assert.Equal("a\nb\n", _session["new/x.txt"]);
        Assert.True((await RunAsync("fs_rm", new { path = "src", recursive = true })).ChangedFiles);
        Assert.Equal(["README.md", "new/x.txt"], _session.Paths);
        Assert.Contains("D src/a.cs +0 -3", (await RunAsync("git_diff", new { stat = true })).Content);
    }

    [Theory]
    [InlineData(null, 60)]
    [InlineData(5, 5)]
    [InlineData(9999, 60)]
    public async Task ExecuteCommand_Timeout_IsCapped(int? asked, int seconds)
    {
        await RunAsync("execute_command", new { command = "ls", timeout = asked }, context => context with { CommandTimeMax = TimeSpan.FromSeconds(60) });
        WorkspaceCommand command = Assert.Single(_session.Commands);
        Assert.Equal(["bash", "-c", "ls"], command.Arguments);
        Assert.Equal(TimeSpan.FromSeconds(seconds), command.Timeout);
    }

    [Theory]
    [InlineData(SandboxEnd.Exited, 0, false, "Exit code 0 after 1.5 s.\nout")]
    [InlineData(SandboxEnd.Exited, 3, true, "Exit code 3 after 1.5 s.\nout")]
    [InlineData(SandboxEnd.TimedOut, 137, true, "not finished after 300 s.\nout")]
    [InlineData(SandboxEnd.Signaled, 139, true, "Killed by a signal (exit code 139)")]
    public async Task ExecuteCommand_End_IsTold(SandboxEnd end, int code, bool isError, string text)
    {
        _session.OnRun = _ => new CommandResult(end, code, TimeSpan.FromSeconds(1.5), "out");
        ToolResult result = await RunAsync("execute_command", new { command = "x" });
        Assert.Equal(isError, result.IsError);
        Assert.Contains(text, result.Content);
        Assert.True(result.ChangedFiles);
    }

    [Theory]
    [InlineData(SandboxEnd.LimitHit, "Stopped after 1.5 s: it ate too much.\nout")]
    [InlineData(SandboxEnd.Exited, "Exit code 137 after 1.5 s; it ate too much.\nout")]
    public async Task ExecuteCommand_Limit_IsNamed(SandboxEnd end, string text)
    {
        _session.OnRun = _ => new CommandResult(end, 137, TimeSpan.FromSeconds(1.5), "out", Limit: new(LimitKind.Memory, "ate too much"));
        ToolResult result = await RunAsync("execute_command", new { command = "x" });
        Assert.Equal((true, text), (result.IsError, result.Content));
    }

    [Fact]
    public async Task ExecuteCommand_SandboxThatDoesNotStart_IsThePlatformsFailure()
    {
        _session.OnRun = _ => new CommandResult(SandboxEnd.NotStarted, -1, TimeSpan.Zero, "no namespaces");
        WorkspaceException failure = await Assert.ThrowsAsync<WorkspaceException>(() => RunAsync("execute_command", new { command = "x" }));
        Assert.Equal("sandbox_unavailable", failure.Code);
    }

    [Fact]
    public async Task AstGrep_NotInstalled_NamesTheAlternative()
    {
        _session.OnRun = _ => new CommandResult(SandboxEnd.Exited, 127, TimeSpan.Zero, "");
        ToolResult result = await RunAsync("ast_grep", new { pattern = "$A", language = "csharp" });
        Assert.True(result.IsError);
        Assert.Contains("fs_grep", result.Content);
    }

    [Fact]
    public async Task GitLog_Limit_ShowsTheNewest() => Assert.Equal("abc first", (await RunAsync("git_log", new { limit = 1 })).Content);

    [Fact]
    public async Task Todo_Calls_CarryTheListOn()
    {
        ToolResult list = await RunAsync("todo__init", new { goal = "ship", tasks = new[] { "build" } });
        list = await RunAsync("todo__add", new { task = "test" }, context => context with { TodoJson = list.TodoJson });
        list = await RunAsync("todo__done", new { id = 1 }, context => context with { TodoJson = list.TodoJson });
        Assert.Equal("Goal: ship\n1. [x] build\n2. [ ] test", list.Content);
        Assert.Equal(list.Content, (await RunAsync("todo__list", new { }, context => context with { TodoJson = list.TodoJson })).Content);
        Assert.Equal("""{"goal":"ship","items":[{"task":"build","done":true},{"task":"test","done":false}]}""", list.TodoJson);
    }

    [Fact]
    public async Task User_Questions_AreHandedOut()
    {
        Assert.Equivalent(new ToolQuestion("why?", []), (await RunAsync("user__ask", new { question = "why?" })).Question);
        Assert.Equivalent(new ToolQuestion("which?", ["a", "b"]), (await RunAsync("user__select", new { question = "which?", options = new[] { "a", "b" } })).Question);
        Assert.Equal("The user answered: b", ToolQuestion.Answer("b").Content);
        Assert.True(ToolQuestion.NoAnswer().IsError);
    }

    [Fact]
    public async Task Run_LongResult_KeepsHeadAndTail()
    {
        await _session.WriteAsync("long", JsonSerializer.SerializeToUtf8Bytes(new string('x', 500) + new string('y', 500)), CancellationToken.None);
        ToolResult result = await RunAsync("fs_read", new { path = "long" }, context => context with { ResultCharactersMax = 100 });
        Assert.StartsWith("\"xxx", result.Content);
        Assert.EndsWith("yyy\"", result.Content);
        Assert.Contains("902 of 1002 characters left out", result.Content);
    }

    [Theory]
    [InlineData(10, "0123456789")]
    [InlineData(11, "0123456789")]
    public void Bound_UpToTheLimit_IsUntouched(int limit, string text) => Assert.Equal(text, ToolResultText.Bound(text, limit));

    [Fact]
    public void Bound_SurrogatePairAtTheCut_IsNotSplit()
    {
        string bound = ToolResultText.Bound(string.Concat(Enumerable.Repeat("😀", 50)), 11);
        Assert.DoesNotContain('\uFFFD', System.Text.Encoding.UTF8.GetString(System.Text.Encoding.UTF8.GetBytes(bound)));
    }

    [Fact]
    public void Repeats_IdenticalCalls_OnlyAfterTwoInARow()
    {
        var call = new ToolInvocation("fs_cat", "{}");
        var other = new ToolInvocation("fs_ls", "{}");
        Assert.False(ToolLoopGuard.Repeats([], call));
        Assert.False(ToolLoopGuard.Repeats([call], call));
        Assert.True(ToolLoopGuard.Repeats([other, call, call], call));
        Assert.True(ToolLoopGuard.Repeats([call, call, call], call));
        Assert.False(ToolLoopGuard.Repeats([call, call, other], call));
        Assert.False(ToolLoopGuard.Repeats([call, call], other));
    }
}
