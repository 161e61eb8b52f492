using System.Diagnostics;
using System.Text.Json;
using Coder.Contracts;
using Microsoft.Data.Sqlite;

namespace Coder.Benchmarks.Intake;

/// <summary>The function app as a user starts it, with its storage emulator, as an App whose webhooks are signed.</summary>
internal static class IntakeHost
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    /// <summary>Starts a host on a new home. Returns when it takes requests.</summary>
    internal static async Task<ReceiverProcess> StartAsync(string home, string secret, string keyFile, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("dotnet", [Program(), "--port", "0"]) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = AppContext.BaseDirectory };
        start.Environment["CODER_HOME"] = home;
        start.Environment["CODER_TOOLS"] = BenchmarkCache.Folder("tools");
        start.Environment["CODER_GITHUB_WEBHOOK_SECRET"] = secret;
        start.Environment["CODER_GITHUB_APP_ID"] = "1";
        start.Environment["CODER_GITHUB_PRIVATE_KEY_FILE"] = keyFile;
        // Nobody is asked anything: these events call for nothing.
        start.Environment["CODER_GITHUB_API_URL"] = "http://127.0.0.1:9/";
        Process process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.ErrorDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        return new ReceiverProcess(process, await AddressAsync(home, process, cancellation));
    }

    /// <summary>Deliveries in the store of a killed host, and those of them that were not handled yet.</summary>
    internal static (long Recorded, long Waiting) Count(string home)
    {
        using SqliteConnection store = new(new SqliteConnectionStringBuilder { DataSource = Path.Combine(home, "store.db"), Pooling = false }.ToString());
        store.Open();
        return (Rows('d'), Rows('p'));

        long Rows(char kind)
        {
            using SqliteCommand count = store.CreateCommand();
            count.CommandText = "SELECT count(*) FROM tables_rows r JOIN tables_names n ON n.id = r.tbl WHERE n.name = 'inbox' AND r.rk >= $1 AND r.rk < $2";
            count.Parameters.AddWithValue("$1", $"{kind}!");
            count.Parameters.AddWithValue("$2", $"{kind}\"");
            return (long)count.ExecuteScalar()!;
        }
    }

    private static async Task<string> AddressAsync(string home, Process process, CancellationToken cancellation)
    {
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        using PeriodicTimer pause = new(TimeSpan.FromMilliseconds(50));
        string file = Path.Combine(home, "host.json");
        while (await pause.WaitForNextTickAsync(patience.Token))
        {
            if (process.HasExited)
            {
                throw new InvalidOperationException($"The host ended with {process.ExitCode} at its start.");
            }

            if (File.Exists(file) && JsonSerializer.Deserialize<HostFile>(await File.ReadAllBytesAsync(file, patience.Token), ApiJson.Options) is { Address.Length: > 0 } host)
            {
                return host.Address;
            }
        }

        throw new InvalidOperationException("The host did not start.");
    }

    /// <summary>The built app in this clone, of the benchmark's own configuration.</summary>
    private static string Program()
    {
        DirectoryInfo framework = new(AppContext.BaseDirectory);
        string clone = Path.GetFullPath("../../../../..", AppContext.BaseDirectory);
        return Path.Combine(clone, "functions", "Coder.Functions", "bin", framework.Parent!.Name, framework.Name, "Coder.Functions.dll");
    }
}
