using System.IO.Compression;
using System.Text.Json;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Artifacts;
using Coder.Runs.Events;
using Coder.Runs.Records;

namespace Coder.Functions.Ending;

/// <summary>All events of a run and the full logs of its gates, in one archive. The logs are as the commands wrote them: here they are redacted.</summary>
public sealed class LogBundle(EventLog events, RunLogs logs, ArtifactStore artifacts)
{
    public async Task<BinaryData> WriteAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        Redactor redactor = await artifacts.RedactorAsync(run.RunId, cancellation);
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
                await using Stream entry = await archive.CreateEntry($"logs/{redactor.Redact(name)}").OpenAsync(cancellation);
                await using RedactingStream redacting = redactor.Into(entry);
                await log.CopyToAsync(redacting, cancellation);
            }
        }

        return new BinaryData(target.ToArray());
    }
}
