using System.Diagnostics;
using Coder.EndToEnd.Tests.Harness;

namespace Coder.EndToEnd.Tests.CrashSweep;

/// <summary>The crash sweep in its bounded form; docs/reliability.md has the full one.</summary>
public sealed class CrashSweepTests
{
    /// <summary>It takes about a minute on two idle cores.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);

    [Fact]
    public async Task Sweep_SampledPointsAndRandomKills_KeepsEveryPromise()
    {
        (int exitCode, string output) = await SweepAsync("--points", "40", "--kills", "40");

        Assert.True(exitCode == 0, output);
        Assert.Matches(@"\nkills   40 of \d+ at commit points \(0 not reached\), 40 at random", output);
    }

    [Fact]
    public async Task Sweep_OfAStoreThatLosesACommittedTurn_NoticesIt()
    {
        (int exitCode, string output) = await SweepAsync("--point", "150", "--side", "After", "--lose-turn");

        Assert.True(exitCode == 1, output);
        Assert.Contains("FOUND LostResult", output, StringComparison.Ordinal);
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
