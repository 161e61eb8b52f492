using System.Text;
using System.Text.Json;
using Coder.Contracts;
using Coder.Runs.Events;
using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api;

/// <summary>Writes a run's events as server-sent events: numbered ones in order without gaps, the model's live text in between.</summary>
public sealed class EventStream(EventLog events, EventSignals signals, TimeProvider time)
{
    private const int BatchMax = 200;

    private static readonly TimeSpan PollInterval = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan HeartbeatInterval = TimeSpan.FromSeconds(15);

    /// <summary>Front ends of functions cut connections soon after: better ended by us, with a hint to come back.</summary>
    private static readonly TimeSpan DurationMax = TimeSpan.FromSeconds(200);

    public async Task WriteAsync(string runId, long after, HttpContext http, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(http);
        HttpResponse response = http.Response;
        response.ContentType = "text/event-stream";
        response.Headers.CacheControl = "no-cache";
        response.Headers["X-Accel-Buffering"] = "no";
        long started = time.GetTimestamp();
        long spoken = started;
        DateTimeOffset live = time.GetUtcNow();
        while (time.GetElapsedTime(started) < DurationMax)
        {
            Task next = signals.Next(runId);
            IReadOnlyList<RunEvent> batch = await events.ReadAsync(runId, after, BatchMax, cancellation);
            StringBuilder text = new();
            foreach (RunEvent e in batch)
            {
                Append(text, e);
                after = e.Id;
            }

            if (batch.Count < BatchMax && await events.ReadLiveAsync(runId, cancellation) is { } delta && delta.At > live)
            {
                Append(text, delta);
                live = delta.At;
            }

            if (text.Length == 0 && time.GetElapsedTime(spoken) >= HeartbeatInterval)
            {
                text.Append(": still here\n\n");
            }

            if (text.Length > 0)
            {
                await response.WriteAsync(text.ToString(), cancellation);
                await response.Body.FlushAsync(cancellation);
                spoken = time.GetTimestamp();
            }

            if (batch.Any(e => e.Type == RunEventTypes.RunCompleted))
            {
                return;
            }

            if (batch.Count < BatchMax)
            {
                await Task.WhenAny(next, Task.Delay(PollInterval, time, cancellation));
                cancellation.ThrowIfCancellationRequested();
            }
        }

        await response.WriteAsync("retry: 500\n\n", cancellation);
    }

    private static void Append(StringBuilder text, RunEvent e)
    {
        if (e.Id > 0)
        {
            text.Append("id: ").Append(e.Id).Append('\n');
        }

        text.Append("event: ").Append(e.Type).Append("\ndata: ").Append(JsonSerializer.Serialize(e, ApiJson.Options)).Append("\n\n");
    }
}
