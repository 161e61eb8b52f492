using System.Text.Json.Nodes;
using Coder.Contracts;

namespace Coder.Tests.Runs;

public sealed class EventLogTests : IDisposable
{
    private const string Run = "0123456789abcdef0123456789abcdef";
    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Append_Events_AreNumberedFromOne()
    {
        await AppendAsync("a", null);
        await AppendAsync("b", null);

        Assert.Equal([(1L, "a"), (2L, "b")], (await ReadAsync()).Select(e => (e.Id, e.Type)));
    }

    [Fact]
    public async Task Append_ReadsBack_AsItWasGiven()
    {
        await _fixture.Events.AppendAsync(Run, RunEventTypes.Warning, new JsonObject { ["message"] = "häßlich \"x\"", ["none"] = null }, null, Cancellation);

        RunEvent e = Assert.Single(await ReadAsync());
        Assert.Equal((Run, RunEventTypes.Warning, _fixture.Time.GetUtcNow()), (e.RunId, e.Type, e.At));
        Assert.Equal("""{"message":"häßlich \"x\"","none":null}""", e.Data.ToJsonString(ApiJson.Options));
    }

    [Fact]
    public async Task Append_SameSource_IsDropped()
    {
        await AppendAsync("a", "step/1");
        await AppendAsync("b", "step/1");
        await AppendAsync("c", "step/2");

        Assert.Equal([(1L, "a"), (2L, "c")], (await ReadAsync()).Select(e => (e.Id, e.Type)));
    }

    [Fact]
    public async Task Append_ManyAtOnce_RepeatsAmongThemAreDropped()
    {
        await AppendAsync("a", "1");
        await _fixture.Events.AppendAsync(Run, [new("a", [], "1"), new("b", [], "2"), new("c", [], null)], Cancellation);

        Assert.Equal(["a", "b", "c"], (await ReadAsync()).Select(e => e.Type));
    }

    [Fact]
    public async Task Append_EightWriters_LeaveNoGapAndLoseNothing()
    {
        const int writers = 8;
        const int each = 25;
        await Parallel.ForEachAsync(
            Enumerable.Range(0, writers),
            new ParallelOptions { MaxDegreeOfParallelism = writers, CancellationToken = Cancellation },
            async (writer, _) =>
            {
                for (int i = 0; i < each; i++)
                {
                    // Every source is offered twice, as by an activity that is run again.
                    await AppendAsync($"{writer}.{i}", $"{writer}/{i}");
                    await AppendAsync($"{writer}.{i}", $"{writer}/{i}");
                }
            });

        IReadOnlyList<RunEvent> all = await ReadAsync();
        Assert.Equal(Enumerable.Range(1, writers * each).Select(n => (long)n), all.Select(e => e.Id));
        Assert.Equal(writers * each, all.Select(e => e.Type).Distinct().Count());
    }

    [Fact]
    public async Task Read_AfterAndLimit_GiveThePage()
    {
        foreach (string type in "abcde".Select(c => $"{c}"))
        {
            await AppendAsync(type, null);
        }

        Assert.Equal(["c", "d"], (await _fixture.Events.ReadAsync(Run, 2, 2, Cancellation)).Select(e => e.Type));
        Assert.Empty(await _fixture.Events.ReadAsync(Run, 5, 2, Cancellation));
    }

    [Fact]
    public async Task Read_AnotherRun_IsApart()
    {
        await AppendAsync("a", "1");

        Assert.Empty(await _fixture.Events.ReadAsync(new string('f', 32), 0, 10, Cancellation));
    }

    [Fact]
    public async Task SetLive_Twice_LeavesTheLatestWithoutANumber()
    {
        await _fixture.Events.SetLiveAsync(Run, new JsonObject { ["text"] = "Hel" }, Cancellation);
        await _fixture.Events.SetLiveAsync(Run, new JsonObject { ["text"] = "Hello" }, Cancellation);

        RunEvent live = (await _fixture.Events.ReadLiveAsync(Run, Cancellation))!;
        Assert.Equal((0L, RunEventTypes.TurnDelta, "Hello"), (live.Id, live.Type, (string?)live.Data["text"]));
        Assert.Empty(await ReadAsync());
    }

    [Fact]
    public async Task ReadLive_NothingSaid_IsNull() => Assert.Null(await _fixture.Events.ReadLiveAsync(Run, Cancellation));

    [Fact]
    public async Task Append_ReaderThatWaits_IsWoken()
    {
        Task next = _fixture.Signals.Next(Run);
        Task other = _fixture.Signals.Next(new string('f', 32));
        Assert.False(next.IsCompleted);

        await AppendAsync("a", null);

        await next.WaitAsync(Cancellation);
        Assert.False(other.IsCompleted);
    }

    private Task AppendAsync(string type, string? source) => _fixture.Events.AppendAsync(Run, type, [], source, Cancellation);

    private Task<IReadOnlyList<RunEvent>> ReadAsync() => _fixture.Events.ReadAsync(Run, 0, int.MaxValue, Cancellation);
}
