using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;
using Coder.EndToEnd.Tests.Harness;

namespace Coder.EndToEnd.Tests.CrashSweep;

/// <summary>The crash sweep in its bounded form; docs/reliability.md has the full one.</summary>
public sealed class CrashSweepTests
{
    /// <summary>A busy machine puts more work into one commit, so a run's last commits may not come.</summary>
    private const int LeastHit = 30;

    /// <summary>It takes about a minute on two idle cores.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Sweep_SampledPointsAndRandomKills_KeepsEveryPromise()
    {
        (int exitCode, string output) = await SweepAsync("--points", "40", "--kills", "40");

        Assert.True(exitCode == 0, output);
        Match kills = Regex.Match(output, @"\nkills   (\d+) of \d+ at commit points \((\d+) not reached\), 40 at random");
        Assert.True(kills.Success, output);
        (int hit, int missed) = (Number(1), Number(2));
        Assert.Equal(40, hit + missed);
        Assert.True(hit >= LeastHit, output);

        int Number(int group) => int.Parse(kills.Groups[group].ValueSpan, CultureInfo.InvariantCulture);
    }

    [Fact]
    public async Task Sweep_OfAStoreThatLosesACommittedTurn_NoticesIt()
    {
        (int exitCode, string output) = await SweepAsync("--point", "150", "--side", "After", "--lose-turn");

        Assert.True(exitCode == 1, output);
        // The next host asks for it again, or, when the kill came after the turn's tool calls, goes on without it.
        Assert.Matches("FOUND (RepeatedTurn|LostResult): ", output);
    }

    [Fact]
    public async Task Sweep_OfAGitHubApp_LeavesEachEffectOnce()
    {
        (int exitCode, string output) = await SweepAsync("github", "--effects", "6", "--commits", "3");

        Assert.True(exitCode == 0, output);
        Match kills = Regex.Match(output, @"\nkills   (\d+) \((\d+) not reached\)");
        Assert.True(kills.Success, output);
        Assert.InRange(int.Parse(kills.Groups[1].ValueSpan, CultureInfo.InvariantCulture), 6, 9);
    }

    private static async Task<(int ExitCode, string Output)> SweepAsync(params string[] options)
    {
        using Process sweep = Process.Start(new ProcessStartInfo(Product.Dotnet, [Product.CrashSweep, .. options]) { RedirectStandardOutput = true })!;
        try
        {
            string output = await sweep.StandardOutput.ReadToEndAsync().WaitAsync(Patience);
            await sweep.WaitForExitAsync();
            return (sweep.ExitCode, output);
        }
        finally
        {
            // Its hosts and recorders end with it.
            sweep.Kill();
        }
    }
}
