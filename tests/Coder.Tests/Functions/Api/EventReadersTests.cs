using System.Net.Http.Json;
using System.Net.ServerSentEvents;
using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Runs.Events;
using Coder.Tests.Functions.Hosting;

namespace Coder.Tests.Functions.Api;

/// <summary>Many readers of one run's stream at the same time.</summary>
public sealed class EventReadersTests : IDisposable
{
    private const int Readers = 200;
    private const int Events = 300;
    private const int BatchOfWriter = 10;

    private readonly RunHome _home = new() { Patience = TimeSpan.FromMinutes(3) };

    public void Dispose() => _home.Dispose();

    [Fact]
    public async Task Stream_OfManyReaders_GivesEachEveryEventInOrderAcrossReconnects()
    {
        await using RunHost host = await RunHost.StartAsync(_home);
        string run = await host.StartRunAsync(_home.Agent("asking", """
            name: asking
            version: "1.0"
            start: ask
            nodes:
              ask: {type: approval, question: "Go on?", options: ["yes"], routes: {"yes": done}, on_other: done}
              done: {type: end, outcome: rejected, output: "CODER_REJECTED"}
            """));
        await host.ReachAsync(run, RunStatus.WaitingApproval);
        using CancellationTokenSource patience = new(_home.Patience);
        // Every reader is there before the first of these events; a third of them leaves after each few events and comes back.
        CountdownEvent connected = new(Readers);
        Task<List<long>>[] readers = [.. Enumerable.Range(0, Readers).Select(n => ReadAsync(host.Http, run, n % 3 == 0 ? 7 + (n % 11) : int.MaxValue, connected, patience.Token))];
        await Task.Run(() => connected.Wait(patience.Token), patience.Token);

        EventLog log = host.Service<EventLog>();
        for (int n = 0; n < Events; n += BatchOfWriter)
        {
            await log.AppendAsync(run, [.. Enumerable.Range(n, BatchOfWriter).Select(i => new EventDraft(RunEventTypes.Warning, new JsonObject { ["code"] = "test", ["number"] = i }, null))], patience.Token);
        }

        await host.AnswerAsync(run, (await host.ApprovalsAsync(run))[0].Id, "yes");
        await host.EndAsync(run);

        List<long>[] seen = await Task.WhenAll(readers);
        long last = (await host.Http.GetFromJsonAsync<Page<RunEvent>>($"/v1/runs/{run}/events?after={Events}&limit=1000", ApiJson.Options))!.Items[^1].Id;
        Assert.True(last > Events);
        Assert.All(seen, numbers => Assert.Equal(Enumerable.Range(1, (int)last).Select(n => (long)n), numbers));
    }

    /// <summary>The numbers of all events until the run's last one.</summary>
    /// <param name="leaveAfter">Events after which the connection is given up and made anew.</param>
    private static async Task<List<long>> ReadAsync(HttpClient http, string run, int leaveAfter, CountdownEvent connected, CancellationToken cancellation)
    {
        List<long> numbers = [];
        bool isFirst = true;
        while (true)
        {
            using HttpRequestMessage request = new(HttpMethod.Get, $"/v1/runs/{run}/events") { Headers = { { "Accept", "text/event-stream" } } };
            if (numbers.Count > 0)
            {
                request.Headers.Add("Last-Event-ID", $"{numbers[^1]}");
            }

            using HttpResponseMessage response = await http.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, cancellation);
            await using Stream stream = await response.Content.ReadAsStreamAsync(cancellation);
            int read = 0;
            await foreach (SseItem<string> item in SseParser.Create(stream).EnumerateAsync(cancellation))
            {
                if (isFirst)
                {
                    connected.Signal();
                    isFirst = false;
                }

                if (item.EventType == RunEventTypes.TurnDelta)
                {
                    continue;
                }

                numbers.Add(long.Parse(item.EventId!, System.Globalization.CultureInfo.InvariantCulture));
                if (item.EventType == RunEventTypes.RunCompleted)
                {
                    return numbers;
                }

                if (++read == leaveAfter)
                {
                    break;
                }
            }
        }
    }
}
