using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using Coder.Functions.Runs;
using Coder.Redaction;
using Coder.Runs.Records;
using Coder.Runs.Redaction;
using EventLog = Coder.Runs.Events.EventLog;

namespace Coder.Functions.Telemetry;

/// <summary>
/// Sends a run's trace when it is over. The run's id is the trace's. Nothing is sent while orchestrations are replayed, and activities that are repeated add nothing:
/// whoever made the run final sends it, at most once.
/// </summary>
public sealed class RunTelemetry : IDisposable
{
    internal const string SourceName = "Coder";

    private readonly ActivitySource _source = new(SourceName);
    private readonly EventLog _events;
    private readonly RunRedactors _redactors;
    private readonly RunMeters _meters;

    public RunTelemetry(EventLog events, RunRedactors redactors, RunMeters meters) => (_events, _redactors, _meters) = (events, redactors, meters);

    public void Dispose() => _source.Dispose();

    /// <summary>Sends the run's trace and counts it.</summary>
    public async Task EndedAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        _meters.Ended(StatusText.Of(run.Status), run.Agent);
        if (_source.HasListeners())
        {
            SpanPlan plan = RunTrace.Of(run, await _events.ReadAsync(run.RunId, 0, int.MaxValue, cancellation));
            Send(plan, RootOf(run.RunId), await _redactors.OfAsync(run.RunId, cancellation));
        }
    }

    /// <summary>The context that a run's spans belong to: its id is the trace, and its caller is not known here, so that its span's id follows from the run's.</summary>
    internal static ActivityContext RootOf(string runId) => new(
        ActivityTraceId.CreateFromString(runId),
        ActivitySpanId.CreateFromBytes(SHA256.HashData(Encoding.ASCII.GetBytes(runId)).AsSpan(0, 8)),
        ActivityTraceFlags.Recorded,
        isRemote: true);

    private void Send(SpanPlan plan, ActivityContext parent, Redactor redactor)
    {
        KeyValuePair<string, object?>[] tags = [.. plan.Attributes.Select(a => KeyValuePair.Create(a.Key, a.Value is string text ? redactor.Redact(text) : (object?)a.Value))];
        using Activity? span = _source.StartActivity(redactor.Redact(plan.Name), plan.Kind, parent, tags, startTime: plan.Start);
        if (span is null)
        {
            return;
        }

        if (plan.Error is { } error)
        {
            span.SetStatus(ActivityStatusCode.Error).SetTag("error.type", redactor.Redact(error));
        }

        foreach (SpanPlan child in plan.Children)
        {
            Send(child, span.Context, redactor);
        }

        // A clock may have been set back between two hosts.
        span.SetEndTime((plan.End > plan.Start ? plan.End : plan.Start).UtcDateTime);
    }
}
