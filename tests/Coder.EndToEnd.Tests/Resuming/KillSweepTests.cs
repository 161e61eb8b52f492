using System.Text.Json;
using Coder.Contracts;
using Coder.EndToEnd.Tests.Harness;
using Coder.Testing.Models;
using Coder.Testing.Repositories;

namespace Coder.EndToEnd.Tests.Resuming;

/// <summary>One run whose host is killed again and again, each time when it has just written an event that a seed picks.</summary>
public sealed class KillSweepTests
{
    private const int Kills = 6;

    /// <summary>The run writes some more events than this; a kill after its end would be none.</summary>
    private const int LastEvent = 44;

    [Theory]
    [InlineData(20_260)]
    public async Task Kill_AtEventBoundaries_LosesAndRepeatsNothing(int seed)
    {
        await using AnthropicServer server = await AnthropicServer.StartAsync(Provider.Tell(new Story { Work = [Story.Miss, Story.Fix] }));
        await using CoderHome home = new CoderHome().WithOwnStorage();
        home.With(server);
        using TemporaryRepository repository = SumProject.Create();
        int[] points = [.. new Random(seed).GetItems([.. Enumerable.Range(2, LastEvent)], 4 * Kills).Distinct().Take(Kills).Order()];
        string? id = null;
        foreach (int point in points)
        {
            CliProcess run = id is null
                ? home.Start("run", "sum must add", "--project-dir", repository.Root, "--model", Provider.AnthropicModel, "--json")
                : home.Start("runs", "resume", id, "--json");
            id ??= await run.RunIdAsync();
            await run.OutLineAsync(line => JsonSerializer.Deserialize<RunEvent>(line, ApiJson.Options)!.Id >= point, $"event {point} (of {string.Join(", ", points)})");
            home.KillHost();
            (await run.EndAsync()).Exits(5);
        }

        CliResult last = (await home.RunAsync("runs", "resume", id!)).Exits(0);

        Assert.Equal("CODER_COMPLETE", last.FirstLine);
        (RunView view, _) = await ResumedRun.EndedOnceAsync(home, repository, server, id!);
        Assert.InRange(view.Usage.TurnsRepeatedInFlight, 0, Kills);
    }
}
