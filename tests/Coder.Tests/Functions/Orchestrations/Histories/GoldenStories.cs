using Coder.Contracts;
using Coder.Embedded.Store;
using Coder.Testing;
using Coder.Tests.Functions.Hosting;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Converters;
using Microsoft.DurableTask.Storage;

namespace Coder.Tests.Functions.Orchestrations.Histories;

/// <summary>Runs whose histories are recorded: together they take every way through the app's orchestrators.</summary>
internal static class GoldenStories
{
    private const string TalkingScript = """{"version": 1, "visits": [{"visit": 1, "turns": [{"text": "said", "usage": {"input_tokens": 1000, "output_tokens": 100}}]}]}""";

    private const string AskingScript = """
        {"version": 1, "visits": [{"visit": 1, "turns": [{"tool_calls": [{"name": "user__ask", "arguments": {"question": "Which?"}}]}, {"text": "done"}]}]}
        """;

    private static readonly Dictionary<string, (Func<RunHome> Home, string[] Settings, Func<RunHome, RunHost, Task> Tell)> Stories = new()
    {
        ["coder"] = (RunHome.OfSplitBill, [], ShippedAgentAsync),
        ["coder-continued"] = (RunHome.OfSplitBill, ["--CODER_STEPS_PER_HISTORY", "4"], ShippedAgentAsync),
        ["approval-paused"] = (() => Home(TalkingScript), [], ApprovalAsync),
        ["approval-expired"] = (() => Home(TalkingScript), [], ExpiryAsync),
        ["approval-pending"] = (() => Home(TalkingScript), [], PendingAsync),
        ["canceled"] = (() => Home(TalkingScript), [], CancelAsync),
        ["budget"] = (() => Home(TalkingScript), [], BudgetAsync),
        ["child-agent"] = (() => Home(TalkingScript), [], ChildAsync),
        ["model-asks"] = (() => Home(AskingScript), [], ModelAsksAsync),
        ["quarantined"] = (() => Home(TalkingScript), [], QuarantineAsync),
    };

    internal static IEnumerable<string> Names => Stories.Keys;

    internal static async Task RecordAsync(string story, string folder)
    {
        (Func<RunHome> make, string[] settings, Func<RunHome, RunHost, Task> tell) = Stories[story];
        using RunHome home = make();
        home.Time = new FastTime(20);
        await using (RunHost host = await RunHost.StartAsync(home, settings))
        {
            await tell(home, host);
        }

        Directory.CreateDirectory(folder);
        Directory.GetFiles(folder, $"*.{story}*.json").Where(file => Path.GetFileName(file).Split('.')[1] == story).ToList().ForEach(File.Delete);
        foreach (IGrouping<string, GoldenHistory> histories in (await ReadAsync(home)).DistinctBy(history => history.Shape).GroupBy(history => history.Orchestrator))
        {
            foreach ((int index, GoldenHistory history) in histories.Index())
            {
                history.Write(Path.Combine(folder, $"{history.Orchestrator}.{story}.{index + 1}.json"));
            }
        }
    }

    private static async Task<IReadOnlyList<GoldenHistory>> ReadAsync(RunHome home)
    {
        await using EmbeddedStore store = EmbeddedStore.Open(home.Store);
        TaskHub hub = new("coder");
        HubReader reader = new(hub, store);
        MetadataReader metadata = new(hub, store, JsonDataConverter.Default);
        List<GoldenHistory> histories = [];
        for (long key = 1; reader.Instance(key) is { } row; key++)
        {
            ParentOrchestrationInstance? parent = row.Parent is null ? null : new(row.Parent.Name, row.Parent.InstanceId);
            OrchestrationMetadata instance = metadata.Find(row.Id, payloads: true)!;
            histories.Add(GoldenHistory.Of(instance, parent, reader.History(row)));
        }

        return histories;
    }

    private static async Task ShippedAgentAsync(RunHome home, RunHost host) =>
        Assert.Equal(RunStatus.Succeeded, (await host.EndAsync(await host.StartRunAsync("coder"))).Status);

    private static async Task ApprovalAsync(RunHome home, RunHost host)
    {
        string run = await StartAskingAsync(home, host, timeoutSeconds: 86_400);
        await host.OperateAsync(run, "pause");
        await host.ReachAsync(run, RunStatus.Paused);
        await host.OperateAsync(run, "resume");
        await host.ReachAsync(run, RunStatus.WaitingApproval);
        await host.AnswerAsync(run, (await host.ApprovalsAsync(run))[0].Id, "yes");
        await host.EndAsync(run);
    }

    private static async Task ExpiryAsync(RunHome home, RunHost host) => await host.EndAsync(await StartAskingAsync(home, host, timeoutSeconds: 20));

    private static Task PendingAsync(RunHome home, RunHost host) => StartAskingAsync(home, host, timeoutSeconds: 86_400);

    private static async Task CancelAsync(RunHome home, RunHost host)
    {
        string run = await StartAskingAsync(home, host, timeoutSeconds: 86_400);
        await host.OperateAsync(run, "cancel");
        await host.EndAsync(run);
    }

    private static async Task BudgetAsync(RunHome home, RunHost host)
    {
        string run = await host.StartRunAsync(home.Agent("talking", TwoVisits), request => request with { Budget = 0.000001m });
        await host.ReachAsync(run, RunStatus.BudgetExceeded);
        await host.OperateAsync(run, "resume", new() { ["budget"] = 100 });
        await host.EndAsync(run);
    }

    private static async Task ChildAsync(RunHome home, RunHost host)
    {
        home.Agent("talking", TwoVisits);
        await host.EndAsync(await host.StartRunAsync(home.Agent("parent", """
            name: parent
            start: delegate
            nodes:
              delegate: {type: agent, agent: talking, prompt: "Talk.", next: done}
              done: {type: end, outcome: rejected, output: "{{delegate}}"}
            """)));
    }

    private static async Task ModelAsksAsync(RunHome home, RunHost host)
    {
        string run = await host.StartRunAsync(home.Agent("asks", """
            name: asks
            start: work
            nodes:
              work: {type: llm, prompt: "Work.", tools: [user__ask], next: done}
              done: {type: end, outcome: rejected, output: "done"}
            """));
        await host.ReachAsync(run, RunStatus.WaitingInput);
        await host.AnswerAsync(run, (await host.ApprovalsAsync(run))[0].Id, "this");
        await host.EndAsync(run);
    }

    private static async Task QuarantineAsync(RunHome home, RunHost host)
    {
        home.Workspaces.Failure = new IOException("No space left on device.");
        string run = await host.StartRunAsync(home.Agent("talking", TwoVisits));
        await host.ReachAsync(run, RunStatus.Quarantined);
        home.Workspaces.Failure = null;
        await host.OperateAsync(run, "resume");
        await host.EndAsync(run);
    }

    private static async Task<string> StartAskingAsync(RunHome home, RunHost host, int timeoutSeconds)
    {
        string run = await host.StartRunAsync(home.Agent("asking", $$"""
            name: asking
            start: ask
            nodes:
              ask: { type: approval, question: "Go on?", options: ["yes"], routes: { "yes": done }, on_other: done, timeout: {{timeoutSeconds}}, on_timeout: late }
              done: { type: end, outcome: rejected, output: "answered" }
              late: { type: end, outcome: rejected, output: "too late" }
            """));
        await host.ReachAsync(run, RunStatus.WaitingApproval);
        return run;
    }

    private const string TwoVisits = """
        name: talking
        start: first
        nodes:
          first: {type: llm, prompt: One., next: second}
          second: {type: llm, prompt: Two., next: done}
          done: {type: end, outcome: rejected, output: "talked"}
        """;

    private static RunHome Home(string script)
    {
        RunHome home = new();
        home.Script(script);
        return home;
    }
}
