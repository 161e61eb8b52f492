using Coder.CrashSweep.Driving;

namespace Coder.CrashSweep;

/// <summary>Kills at random moments, the host's start among them, while runs of all kinds are under way.</summary>
internal sealed class RandomSweep(Tally tally, SweepOptions options)
{
    private const int KillsPerRound = 10;

    /// <summary>
    /// After so many kills in a row all runs are carried on to their ends: what is in hand at five ends in a row counts as their cause
    /// (docs/decisions/0012-poison.md), which is another promise.
    /// </summary>
    private const int KillsInARow = 4;

    /// <summary>Runs that are added for every life.</summary>
    private const int RunsPerLife = 4;

    /// <summary>Every so many lives an agent run is added.</summary>
    private const int LivesPerAgent = 3;

    /// <summary>Lives last up to this; a start takes about a third of it.</summary>
    private static readonly TimeSpan LifeMax = TimeSpan.FromSeconds(2);

    internal static IEnumerable<(int Seed, int Kills)> Rounds(int kills, int seed) =>
        Enumerable.Range(0, (kills + KillsPerRound - 1) / KillsPerRound).Select(round => (seed + round, Math.Min(KillsPerRound, kills - (round * KillsPerRound))));

    internal async Task RunAsync(int seed, int kills)
    {
        Random random = new(seed);
        using World world = await World.CreateAsync(options.Patience);
        List<RunKind> plain = [.. RunKind.All.Where(kind => !kind.IsAgent)];
        for (int kill = 0; kill < kills; kill++)
        {
            if (kill > 0 && kill % KillsInARow == 0)
            {
                await CarryOnAsync(world);
            }

            foreach (RunKind kind in random.GetItems(plain.ToArray(), RunsPerLife).Concat(kill % LivesPerAgent == 0 ? [RunKind.Agent] : []))
            {
                world.Add(kind, $"r{seed}-{world.Plans.Count}");
            }

            if (await world.StartHostAsync(life: random.NextDouble() * LifeMax) is not null)
            {
                await world.DriveAsync(untilDeath: true);
            }

            if (options.LosesTurn)
            {
                world.LoseTurn();
            }
        }

        await CarryOnAsync(world);
        tally.KillAtRandom(kills, $"random seed {seed}: {kills} kills, {world.Plans.Count} runs, the last over {world.Plans.Max(plan => plan.SecondsAfterRestart):0.0} s after the restart");
        tally.Add(world, $"--points 0 --kills {kills} --seed {seed}");
    }

    private static async Task CarryOnAsync(World world)
    {
        await world.StartHostAsync();
        await world.DriveAsync();
        await world.KillHostAsync();
    }
}
