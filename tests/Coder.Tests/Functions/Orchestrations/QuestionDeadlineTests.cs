using Coder.Contracts;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Orchestrations;

public sealed class QuestionDeadlineTests : IDisposable
{
    private readonly RunHome _home = new();

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Answer_BeforeTheDeadline_GoesOnAtOnce()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await StartAsync(host, timeoutSeconds: 86_400);
        await host.ReachAsync(run, RunStatus.WaitingApproval);

        await host.OperateAsync(run, "pause");
        await host.ReachAsync(run, RunStatus.Paused);
        await host.OperateAsync(run, "resume");
        await host.ReachAsync(run, RunStatus.WaitingApproval);
        await host.AnswerAsync(run, (await host.ApprovalsAsync(run))[0].Id, "yes");

        RunView end = await host.EndAsync(run);
        Assert.Equal((RunStatus.Rejected, "CODER_REJECTED\nanswered"), (end.Status, end.Output));
    }

    [Fact]
    public async Task Deadline_WithoutAnAnswer_TakesItsRoute()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await StartAsync(host, timeoutSeconds: 1);

        RunView end = await host.EndAsync(run);

        Assert.Equal((RunStatus.Rejected, "CODER_REJECTED\ntoo late"), (end.Status, end.Output));
        Assert.Equal("expired", Assert.Single(await host.ApprovalsAsync(run)).State);
    }

    private Task<string> StartAsync(RunHost host, int timeoutSeconds) => host.StartRunAsync(_home.Agent("asking", $$"""
        name: asking
        start: ask
        nodes:
          ask: { type: approval, question: "Go on?", options: ["yes"], routes: { "yes": done }, on_other: done, timeout: {{timeoutSeconds}}, on_timeout: late }
          done: { type: end, outcome: rejected, output: "answered" }
          late: { type: end, outcome: rejected, output: "too late" }
        """));
}
