using System.IO.Compression;
using System.Text.Json;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Events;
using Coder.Runs.Records;

namespace Coder.Functions.Ending;

/// <summary>All events of a run and the full logs of its gates, in one archive.</summary>
public sealed class LogBundle(EventLog events, RunLogs logs)
{
    public async Task<BinaryData> WriteAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        using MemoryStream target = new();
        await using (ZipArchive archive = new(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            await using (Stream entry = await archive.CreateEntry("events.ndjson").OpenAsync(cancellation))
            {
                foreach (RunEvent e in await events.ReadAsync(run.RunId, 0, int.MaxValue, cancellation))
                {
                    await JsonSerializer.SerializeAsync(entry, e, ApiJson.Options, cancellation);
                    entry.WriteByte((byte)'\n');
                }
            }

            foreach (string name in logs.Files(run.RunId))
            {
                await using FileStream log = logs.Open(run.RunId, name);
                await using Stream entry = await archive.CreateEntry($"logs/{name}").OpenAsync(cancellation);
                await log.CopyToAsync(entry, cancellation);
            }
        }

        return new BinaryData(target.ToArray());
    }
}
