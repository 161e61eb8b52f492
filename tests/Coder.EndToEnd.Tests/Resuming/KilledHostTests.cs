using System.Text.Json;
using Coder.Agents.Chat.Scripted;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Models;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Resuming;

/// <summary>SIGKILL for the host at a known moment; the printed line continues the run.</summary>
public sealed class KilledHostTests
{
    [Fact]
    public async Task Kill_DuringModelTurn_AsksOnceMore()
    {
        TaskCompletionSource stalled = new(TaskCreationOptions.RunContinuationsAsynchronously);
        Func<ModelRequest, ModelReply> tell = Provider.Tell(new Story());
        await using AnthropicServer server = await AnthropicServer.StartAsync(request =>
        {
            ModelReply reply = tell(request);
            return request.IsOf("implement") && request.AssistantTurns == 1 && stalled.TrySetResult() ? new ModelReply.Stall(((ModelReply.Turn)reply).Script, 3) : reply;
        });
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        CliProcess run = Start(home.With(server), repository);
        await stalled.Task;
        home.KillHost();

        CliResult resumed = await ResumeAsync(home, await run.EndAsync());

        (RunView view, _) = await ResumedRun.EndedOnceAsync(home, repository, server, resumed.RunId);
        Assert.Equal(1, view.Usage.TurnsRepeatedInFlight);
        Assert.Equal(view.Usage.Turns + 1, server.Requests.Count);
    }

    [Fact]
    public async Task Kill_DuringToolCall_RepeatsItOnTheTreeBeforeIt()
    {
        ScriptTurn slow = Story.Command("echo once >> notes.txt && sleep 2");
        await using AnthropicServer server = await AnthropicServer.StartAsync(Provider.Tell(new Story { Work = [[slow, .. Story.Fix]] }));
        await using CoderHome home = new();
        using TemporaryRepository repository = SumProject.Create();
        CliProcess run = Start(home.With(server), repository);
        await EventAsync(run, e => e.Type == RunEventTypes.CommandStarted);
        home.KillHost();

        CliResult resumed = await ResumeAsync(home, await run.EndAsync());

        (RunView view, _) = await ResumedRun.EndedOnceAsync(home, repository, server, resumed.RunId);
        Assert.Equal(0, view.Usage.TurnsRepeatedInFlight);
        Assert.Equal(view.Usage.Turns, server.Requests.Count);
        Assert.Equal("once", repository.Git("show", $"{view.Branch}:notes.txt"));
    }

    [Fact]
    public async Task Kill_DuringGate_RunsItAgain()
    {
        await using AnthropicServer server = await AnthropicServer.StartAsync(Provider.Tell(new Story()));
        await using CoderHome home = new CoderHome().WithOwnStorage();
        string slow = SumProject.TestText.Replace("'adds nothing', () => {", "'adds nothing', async () => { await new Promise(done => setTimeout(done, 2000));", StringComparison.Ordinal);
        using TemporaryRepository repository = SumProject.Create((SumProject.Tests, slow));
        CliProcess run = Start(home.With(server), repository);
        await EventAsync(run, e => e.Type == RunEventTypes.CommandStarted);
        home.KillHost();

        CliResult resumed = await ResumeAsync(home, await run.EndAsync());

        (RunView view, IReadOnlyList<RunEvent> events) = await ResumedRun.EndedOnceAsync(home, repository, server, resumed.RunId);
        Assert.Equal(view.Usage.Turns, server.Requests.Count);
        Assert.Single(events, e => e.Type == RunEventTypes.GateCompleted && (string?)e.Data["gate"] == "test");
    }

    [Fact]
    public async Task Kill_WhileWaitingForApproval_KeepsTheQuestion()
    {
        await using AnthropicServer server = await AnthropicServer.StartAsync(Provider.Tell(new Story { Complexity = 8 }));
        await using CoderHome home = new CoderHome().WithOwnStorage();
        home.With(server);
        using TemporaryRepository repository = SumProject.Create();
        CliProcess serve = home.Start("serve", "--port", "0");
        await serve.ErrorLineAsync("serving http://");
        string id = (await home.RunAsync(Request(repository))).Exits(6).RunId;
        home.KillHost();
        await serve.EndAsync();

        CliResult approved = (await home.RunAsync("runs", "approve", id)).Exits(0);

        Assert.Equal("CODER_COMPLETE", approved.FirstLine);
        (RunView view, _) = await ResumedRun.EndedOnceAsync(home, repository, server, id);
        Assert.Equal(view.Usage.Turns, server.Requests.Count);
    }

    private static string[] Request(TemporaryRepository repository) => ["run", "sum must add", "--project-dir", repository.Root, "--model", Provider.AnthropicModel];

    private static CliProcess Start(CoderHome home, TemporaryRepository repository) => home.Start([.. Request(repository), "--json"]);

    private static Task<string> EventAsync(CliProcess run, Func<RunEvent, bool> wanted) =>
        run.OutLineAsync(line => wanted(JsonSerializer.Deserialize<RunEvent>(line, ApiJson.Options)!), "the event");

    private static async Task<CliResult> ResumeAsync(CoderHome home, CliResult killed)
    {
        killed.Exits(5);
        Assert.Contains("Nothing is lost", killed.Error, StringComparison.Ordinal);
        string line = killed.Error.Split("Continue with: ")[1].Split('\n')[0];
        CliResult resumed = (await home.PasteAsync(line)).Exits(0);
        Assert.Equal("CODER_COMPLETE", resumed.FirstLine);
        return resumed;
    }
}
