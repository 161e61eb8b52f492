using System.Text.Json.Nodes;
using Azure.Data.Tables;
using Coder.Functions.Runs;
using Coder.Graphs.Builtin;
using Coder.Graphs.Stepping;
using Coder.Tests.Runs;

namespace Coder.Tests.Functions.Runs;

public sealed class RunStepsTests : IDisposable
{
    private const int LongChars = 200_000;
    private static readonly string Run = TestRuns.New().RunId;
    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task Add_StateWithLongValues_IsReadBackByAnotherProcess()
    {
        GraphState state = State(TestRuns.Noise(LongChars));
        await Steps().AddAsync(Run, 0, (state, Script(state)), "look", [], null, Cancellation);

        RunStep read = (await Steps().FindAsync(Run, 0, Cancellation))!;

        Assert.Equal(state.ToJson(), read.State.ToJson());
        Assert.Equal(state.ScriptState().ToJsonString(), Assert.IsType<RunScript>(read.Command).State.ToJsonString());
        Assert.Equal(["list", "prompt"], read.Kept.Keys.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Add_StepAfterStep_WritesTheLongValuesOnce()
    {
        GraphState state = State(TestRuns.Noise(LongChars));
        RunSteps steps = Steps();
        RunStep? before = null;
        for (int step = 0; step < 5; step++)
        {
            state = state with { Values = Count(state.Values, step) };
            // Every second step as a process that has just started does it.
            before = await (step % 2 == 0 ? steps : Steps()).AddAsync(Run, step, (state, Script(state)), "look", [], before, Cancellation);
        }

        Assert.Equal(2, (await RowsAsync(await _fixture.Tables.StepsAsync(Cancellation))).Count);
        Assert.All(
            (await RowsAsync(await _fixture.Tables.EventsAsync(Cancellation))).Where(row => row.RowKey.StartsWith("step!", StringComparison.Ordinal)),
            row => Assert.InRange(row.Select(pair => pair.Value).OfType<byte[]>().Sum(column => column.Length), 1, 2_000));
    }

    [Fact]
    public async Task Result_OfAPurePlatformStep_FollowsFromItsCommand()
    {
        GraphState state = State("short");
        await Steps().AddAsync(Run, 0, (state, Script(state)), "look", [], null, Cancellation);

        NodeSucceeded result = Assert.IsType<NodeSucceeded>(await Steps().ResultAsync(Run, 0, Cancellation));

        Assert.Equal("resolved", (string?)result.Result!["_next"]);
        Assert.Null(await Steps().ResultAsync(Run, 1, Cancellation));
    }

    private RunSteps Steps() => new(_fixture.Documents, _fixture.Steps, new LargeValues(_fixture.Documents));

    private static GraphState State(string prompt) => new()
    {
        Values = new JsonObject
        {
            ["z"] = 1, ["prompt"] = prompt, ["nothing"] = null, ["list"] = new JsonArray([.. Enumerable.Range(0, 1000).Select(i => (JsonNode)i)]), ["a"] = "1.0",
        },
        Error = new NodeError("R13", "It failed.", "look"),
    };

    private static JsonObject Count(JsonObject values, int step)
    {
        JsonObject next = values.DeepClone().AsObject();
        next["a"] = $"{step}";
        return next;
    }

    private static RunScript Script(GraphState state) =>
        new("look", 1) { Builtin = BuiltinSteps.ResolveProject, TimeoutSeconds = 30, State = state.ScriptState(), Input = new BuiltinInput() };

    private static async Task<List<TableEntity>> RowsAsync(TableClient table)
    {
        List<TableEntity> rows = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(cancellationToken: Cancellation))
        {
            rows.Add(row);
        }

        return rows;
    }
}
