using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Runs.Events;

namespace Coder.Tests.Runs;

public sealed class StepStoreTests : IDisposable
{
    private static readonly string Run = TestRuns.New().RunId;
    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task TryAdd_NewStep_IsThereWithItsEventsAndNode()
    {
        Assert.True(await AddAsync(Run, 3, "first", "look", "a", "b"));

        Assert.Equal(new Note("first"), await _fixture.Steps.FindAsync<Note>(Run, 3, Cancellation));
        Assert.Equal([1, 2], (await _fixture.Events.ReadAsync(Run, 0, 100, Cancellation)).Select(e => e.Id));
        Assert.Equal("look", await _fixture.Events.NodeAsync(Run, Cancellation));
    }

    [Fact]
    public async Task TryAdd_Again_ChangesNeitherStepNorEvents()
    {
        await AddAsync(Run, 3, "first", "look", "a");

        Assert.False(await AddAsync(Run, 3, "second", "leap", "a", "b"));

        Assert.Equal(new Note("first"), await _fixture.Steps.FindAsync<Note>(Run, 3, Cancellation));
        Assert.Single(await _fixture.Events.ReadAsync(Run, 0, 100, Cancellation));
        Assert.Equal("look", await _fixture.Events.NodeAsync(Run, Cancellation));
    }

    [Fact]
    public async Task TryAdd_EventThatWasTold_TellsTheOthersOnly()
    {
        await _fixture.Events.AppendAsync(Run, RunEventTypes.NodeStarted, [], "a", Cancellation);

        Assert.True(await AddAsync(Run, 3, "first", "look", "a", "b"));

        Assert.Equal([1, 2], (await _fixture.Events.ReadAsync(Run, 0, 100, Cancellation)).Select(e => e.Id));
    }

    [Fact]
    public async Task TryAdd_ManyAtOnce_OneIsStored()
    {
        bool[] added = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => AddAsync(Run, 3, $"{i}", "look", $"{i}")));

        Assert.Single(added, wasAdded => wasAdded);
        Assert.Single(await _fixture.Events.ReadAsync(Run, 0, 100, Cancellation));
    }

    [Fact]
    public async Task TryAdd_StepsOfAChild_AreItsOwnButTellTheRun()
    {
        string child = $"{Run}.ask.1";
        await AddAsync(Run, 0, "parent", "ask", "p");
        await AddAsync(child, 0, "child", "think", "c");

        Assert.Equal(new Note("parent"), await _fixture.Steps.FindAsync<Note>(Run, 0, Cancellation));
        Assert.Equal(new Note("child"), await _fixture.Steps.FindAsync<Note>(child, 0, Cancellation));
        Assert.Equal(2, (await _fixture.Events.ReadAsync(Run, 0, 100, Cancellation)).Count);
        Assert.Equal("think", await _fixture.Events.NodeAsync(Run, Cancellation));
    }

    [Fact]
    public async Task Append_AfterAStep_LeavesTheNode()
    {
        await AddAsync(Run, 0, "first", "look", "a");

        await _fixture.Events.AppendAsync(Run, RunEventTypes.Warning, [], null, Cancellation);

        Assert.Equal("look", await _fixture.Events.NodeAsync(Run, Cancellation));
        Assert.Null(await _fixture.Events.NodeAsync(new string('f', 32), Cancellation));
    }

    private Task<bool> AddAsync(string scope, int step, string text, string node, params string[] sources) => _fixture.Steps.TryAddAsync(
        scope, step, new Note(text), node, [.. sources.Select(source => new EventDraft(RunEventTypes.NodeStarted, new JsonObject(), source))], Cancellation);

    private sealed record Note(string Text);
}
