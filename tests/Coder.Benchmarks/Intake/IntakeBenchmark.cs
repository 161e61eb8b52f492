using System.Diagnostics;
using System.Security.Cryptography;
using Coder.Benchmarks.Reporting;

namespace Coder.Benchmarks.Intake;

/// <summary>Signed webhooks from 64 connections, the load generator on the same machine: each is committed before it is answered, and the host is killed at the end to see that.</summary>
internal sealed class IntakeBenchmark : IBenchmark
{
    /// <summary>Hosts and peers measured; more would take minutes.</summary>
    private const int RepetitionsMax = 3;

    private const int WarmSeconds = 4;
    private const int LoadSeconds = 8;
    private const int PeerSeconds = 4;
    private const int RestSeconds = 8;
    private const int PayloadsMax = (WarmSeconds + LoadSeconds) * 20_000;
    private const string Secret = "It's a Secret to Everybody";

    public string Name => "intake";

    public string Title => "signed webhooks of 12.5 KB from 64 connections (wrk)";

    public async Task<IReadOnlyList<Figure>> RunAsync(int repetitions, CancellationToken cancellation)
    {
        await LoadGenerator.RequireAsync();
        FigureSet figures = new(Name);
        using ScratchFolder scratch = new();
        SignedPayloads.Write(scratch.Path, Secret, PayloadsMax);
        string keyFile = scratch.File("app.pem");
        using (RSA key = RSA.Create(2048))
        {
            await File.WriteAllTextAsync(keyFile, key.ExportRSAPrivateKeyPem(), cancellation);
        }

        for (int i = 0; i < Math.Min(repetitions, RepetitionsMax); i++)
        {
            string home = scratch.File($"home-{i}");
            double recorded = await MeasureHostAsync(figures, scratch.Path, home, keyFile, cancellation);
            if (i == 0)
            {
                await MeasureRestAsync(figures, home, keyFile, cancellation);
            }

            LoadResult peer = await MeasurePeerAsync(scratch.Path, keyFile, cancellation);
            figures.Add($"probot {ProbotPeer.Version}, nothing recorded", "webhooks/s", peer.PerSecond);
            figures.Add($"probot {ProbotPeer.Version}, p99", "ms", peer.P99Milliseconds);
            figures.Add("host to probot", "%", 100 * recorded / peer.PerSecond);
        }

        return figures.Figures;
    }

    private static async Task<double> MeasureHostAsync(FigureSet figures, string payloads, string home, string keyFile, CancellationToken cancellation)
    {
        LoadGenerator load = new(payloads);
        using ReceiverProcess host = await IntakeHost.StartAsync(home, Secret, keyFile, cancellation);
        LoadResult warm = await load.SendAsync(host.Address, WarmSeconds, cancellation);
        TimeSpan before = host.Used;
        LoadResult result = await load.SendAsync(host.Address, LoadSeconds, cancellation);
        TimeSpan used = host.Used - before;
        host.Kill();
        (long recorded, long waiting) = IntakeHost.Count(home);
        long answered = warm.Requests + result.Requests;
        if (warm.Refused + result.Refused + warm.Lost + result.Lost > 0 || recorded < answered)
        {
            throw new InvalidOperationException($"{answered} webhooks were answered, {warm.Refused + result.Refused} refused, {warm.Lost + result.Lost} lost, and after SIGKILL {recorded} are in the store: the figures mean nothing.");
        }

        figures.Add("recorded", "webhooks/s", result.PerSecond);
        figures.Add("answer, p50", "ms", result.MedianMilliseconds);
        figures.Add("answer, p99", "ms", result.P99Milliseconds);
        figures.Add("processor time of the host a webhook", "µs", used.TotalMicroseconds / result.Requests);
        figures.Add("handled meanwhile", "webhooks/s", (recorded - waiting) / (warm.Seconds + result.Seconds));
        return result.PerSecond;
    }

    /// <summary>What the killed host had not handled is handled by the next one.</summary>
    private static async Task MeasureRestAsync(FigureSet figures, string home, string keyFile, CancellationToken cancellation)
    {
        using ReceiverProcess host = await IntakeHost.StartAsync(home, Secret, keyFile, cancellation);
        (_, long before) = IntakeHost.Count(home);
        long began = Stopwatch.GetTimestamp();
        long left = before;
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(500));
        while (left > 0 && Stopwatch.GetElapsedTime(began).TotalSeconds < RestSeconds)
        {
            await pause.WaitForNextTickAsync(cancellation);
            (_, left) = IntakeHost.Count(home);
        }

        figures.Add("handled after the load, by the next host", "webhooks/s", (before - left) / Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    private static async Task<LoadResult> MeasurePeerAsync(string payloads, string keyFile, CancellationToken cancellation)
    {
        using ReceiverProcess peer = await ProbotPeer.StartAsync(Secret, keyFile, cancellation);
        LoadGenerator load = new(payloads);
        await load.SendAsync(peer.Address, PeerSeconds / 2, cancellation);
        LoadResult result = await load.SendAsync(peer.Address, PeerSeconds, cancellation);
        return result.Refused + result.Lost == 0
            ? result
            : throw new InvalidOperationException($"probot refused {result.Refused} webhooks and lost {result.Lost}: the comparison means nothing.");
    }
}
