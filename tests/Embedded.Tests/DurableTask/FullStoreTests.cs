using Coder.Embedded.Store;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.DurableTask;

/// <summary>A store that cannot be written: no instance's fault.</summary>
public sealed class FullStoreTests : IDisposable
{
    private readonly TestStore _store = new();
    private readonly ManualTime _time = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Store_ThatIsFull_FailsNobodyAndGoesOnWhenThereIsRoom()
    {
        await using EmbeddedStore store = EmbeddedStore.Open(_store.File);
        using LineLog log = new("Coder.DurableTask");
        await using TestEngine engine = await TestEngine.StartAsync(
            tasks => tasks
                .AddOrchestratorFunc("Grow", context => context.CallActivityAsync<string>("Grow"))
                .AddActivityFunc("Grow", async _ =>
                {
                    // As many pages as there are, none more.
                    await store.WriteAsync(connection => { connection.Execute("PRAGMA max_page_count = 1"); });
                    return new string('x', 1_000_000);
                }),
            _store,
            _time,
            loggers: log);
        await engine.Client.ScheduleNewOrchestrationInstanceAsync("Grow", new StartOrchestrationOptions("grow"));
        while (log.Lines.Count(line => line.StartsWith("The store failed a step", StringComparison.Ordinal)) <= 6)
        {
            _time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        await store.WriteAsync(connection => { connection.Execute("PRAGMA max_page_count = 1000000"); });

        Assert.Equal(1_000_000, (await engine.EndAsync("grow", _time)).ReadOutputAs<string>()!.Length);
    }

    [Theory]
    [InlineData(1, true)]
    [InlineData(5, true)]
    [InlineData(10, true)]
    [InlineData(13, true)]
    [InlineData(18, false)]
    [InlineData(19, false)]
    public void Fault_OfTheStore_IsNotHeldAgainstTheInstance(int sqliteCode, bool isOfTheStore) =>
        Assert.Equal(isOfTheStore, Suspects.IsOfTheStore(new SqliteException("", sqliteCode)));
}
