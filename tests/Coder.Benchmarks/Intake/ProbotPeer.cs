using System.Diagnostics;

namespace Coder.Benchmarks.Intake;

/// <summary>probot, what most GitHub Apps are made with: it answers when its handlers have run, and records nothing.</summary>
internal static class ProbotPeer
{
    internal const string Version = "14.3.2";

    /// <summary>Installs it once, then starts it.</summary>
    /// <exception cref="InvalidOperationException">npm could not install it; says what npm said.</exception>
    internal static async Task<ReceiverProcess> StartAsync(string secret, string keyFile, CancellationToken cancellation)
    {
        string folder = BenchmarkCache.Folder($"probot-{Version}");
        string done = Path.Combine(folder, "installed");
        if (!File.Exists(done))
        {
            await InstallAsync(folder, cancellation);
            await File.WriteAllTextAsync(done, Version, cancellation);
        }

        string script = Path.Combine(folder, "peer.mjs");
        File.Copy(Path.Combine(AppContext.BaseDirectory, "Intake", "peer.mjs"), script, overwrite: true);
        ProcessStartInfo start = new("node", [script, secret, keyFile]) { RedirectStandardOutput = true, WorkingDirectory = folder };
        start.Environment["NODE_ENV"] = "production";
        Process process = Process.Start(start)!;
        string? port = await process.StandardOutput.ReadLineAsync(cancellation);
        return port is null ? throw new InvalidOperationException("probot ended at its start.") : new ReceiverProcess(process, $"http://127.0.0.1:{port}");
    }

    private static async Task InstallAsync(string folder, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("npm", ["install", "--prefix", folder, "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error", $"probot@{Version}"])
        {
            RedirectStandardOutput = true, RedirectStandardError = true,
        };
        using Process npm = Process.Start(start)!;
        await using CancellationTokenRegistration stop = cancellation.Register(() => npm.Kill(entireProcessTree: true));
        Task<string> errors = npm.StandardError.ReadToEndAsync(CancellationToken.None);
        await npm.StandardOutput.ReadToEndAsync(CancellationToken.None);
        await npm.WaitForExitAsync(CancellationToken.None);
        cancellation.ThrowIfCancellationRequested();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not install probot {Version}: {(await errors).Trim()}");
        }
    }
}
