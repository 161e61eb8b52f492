using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using System.Text.RegularExpressions;

namespace Coder.Benchmarks.Intake;

/// <summary><c>wrk</c>: one thread, 64 connections, each with its next request as soon as it has an answer.</summary>
internal sealed partial class LoadGenerator(string payloads)
{
    private const int Connections = 64;
    private const double MicrosecondsPerMillisecond = 1000;
    private const double MicrosecondsPerSecond = 1_000_000;

    private int _marks;

    /// <exception cref="InvalidOperationException">wrk is not installed, or failed; says how to install it.</exception>
    internal static async Task RequireAsync()
    {
        try
        {
            using Process wrk = Process.Start(new ProcessStartInfo("wrk", ["-v"]) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            await wrk.WaitForExitAsync();
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException("The load generator wrk is missing: apt-get install wrk", e);
        }
    }

    /// <summary>Sends webhooks that were not sent before.</summary>
    internal async Task<LoadResult> SendAsync(string address, int seconds, CancellationToken cancellation)
    {
        string script = Path.Combine(AppContext.BaseDirectory, "Intake", "hooks.lua");
        ProcessStartInfo start = new("wrk", ["-t1", $"-c{Connections}", $"-d{seconds}s", "--timeout", "10s", "-s", script, $"{address}/webhooks/github", "--", payloads, $"{_marks}", SignedPayloads.Event])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process wrk = Process.Start(start)!;
        await using CancellationTokenRegistration stop = cancellation.Register(wrk.Kill);
        Task<string> errors = wrk.StandardError.ReadToEndAsync(CancellationToken.None);
        string output = await wrk.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await wrk.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (ResultLine().Match(output) is not { Success: true } line)
        {
            throw new InvalidOperationException($"wrk gave no result: {output} {await errors}");
        }

        long[] values = [.. line.Groups["value"].Captures.Select(value => long.Parse(value.ValueSpan, CultureInfo.InvariantCulture))];
        // Those on their way at the end were sent, and not counted.
        _marks += (int)values[0] + (2 * Connections);
        return new LoadResult(values[0], values[1] / MicrosecondsPerSecond, values[2] / MicrosecondsPerMillisecond, values[3] / MicrosecondsPerMillisecond, values[4], values[5]);
    }

    [GeneratedRegex(@"^RESULT(?: (?<value>\d+)){6}$", RegexOptions.Multiline)]
    private static partial Regex ResultLine();
}
