using Coder.Contracts;
using Coder.Testing.Workspaces;
using Coder.Tests.Functions.Hosting;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Tests.Functions.Orchestrations;

/// <summary>An agent that makes a repository within the workspace is told so, and ends its run with that reason when it leaves it there.</summary>
public sealed class NestedRepositoryTests : IDisposable
{
    private const string Make = """{"tool_calls": [{"name": "execute_command", "arguments": {"command": "git init sub"}}]}""";
    private const string Look = """{"tool_calls": [{"name": "fs_glob", "arguments": {"pattern": "*.md"}}, {"name": "git_diff", "arguments": {}}]}""";
    private const string Mend = """{"tool_calls": [{"name": "execute_command", "arguments": {"command": "rm -rf sub/.git"}}]}""";
    private readonly RunHome _home = new();

    public NestedRepositoryTests() => _home.Workspaces.OnRunAsync = async (command, cancellation) =>
    {
        // What git and rm would do: the agent's own file tools may not touch a .git folder.
        MemoryWorkspaceSession workspace = _home.Workspaces.Sessions.Single();
        await (command.Arguments.Contains("git init sub")
            ? workspace.WriteAsync("sub/.git/HEAD", "x"u8.ToArray(), cancellation)
            : workspace.RemoveAsync("sub/.git", recursive: true, cancellation));
        return new CommandResult(SandboxEnd.Exited, 0, TimeSpan.Zero, "");
    };

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Visit_RepositoryThatTheAgentRemovesAgain_Completes()
    {
        (RunView end, IReadOnlyList<RunEvent> events) = await RunAsync(Make, Look, Mend);

        Assert.Equal(RunStatus.Succeeded, end.Status);
        List<RunEvent> told = [.. events.Where(e => e.Type == RunEventTypes.ToolCompleted)];
        Assert.Equal([true, true, true, false], told.Select(e => e.Data["is_error"]!.GetValue<bool>()));
        Assert.All(told.Take(3), e => Assert.Contains("Remove 'sub/.git'", e.Data["result"]!.GetValue<string>(), StringComparison.Ordinal));
    }

    [Fact]
    public async Task Visit_RepositoryThatStays_FailsTheRunWithTheReason()
    {
        (RunView end, IReadOnlyList<RunEvent> events) = await RunAsync(Make);

        Assert.Equal((RunStatus.Failed, "agent", "nested_repository"), (end.Status, end.Reason, end.ErrorCode));
        Assert.Contains("Remove 'sub/.git'", end.Error, StringComparison.Ordinal);
        RunEvent gate = Assert.Single(events, e => e.Type == RunEventTypes.GateCompleted);
        Assert.Equal(("failed", "nested_repository"), (gate.Data["state"]!.GetValue<string>(), gate.Data["reason_code"]!.GetValue<string>()));
    }

    private async Task<(RunView End, IReadOnlyList<RunEvent> Events)> RunAsync(params string[] turns)
    {
        _home.Script($$"""{"version": 1, "visits": [{"visit": 1, "turns": [{{string.Join(", ", turns)}}, {"text": "done"}]}]}""");
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(_home.Agent("maker", """
            name: maker
            version: "1.0"
            global_tools: [execute_command, fs_glob, git_diff]
            start: work
            nodes:
              work: {type: llm, prompt: Work., tools: [execute_command, fs_glob, git_diff], next: check}
              check: {type: script, script: builtin/verify_tests, routes: {passed: done, failed: done, not_run: done}}
              done: {type: end, outcome: complete, output: "CODER_COMPLETE"}
            """));
        RunView end = await host.EndAsync(run);
        return (end, await host.EventsAsync(run));
    }
}
