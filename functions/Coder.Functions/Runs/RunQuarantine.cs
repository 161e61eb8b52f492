using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Runs.Records;
using Coder.Runs.Storage;

namespace Coder.Functions.Runs;

/// <summary>Sets runs aside whose orchestration cannot go on, and takes them out again. The run's rows are all that is needed to go on.</summary>
public sealed class RunQuarantine(RunStore runs, RunJournal journal, TimeProvider time)
{
    /// <summary>Sets the run aside, if it is not final and <paramref name="instanceId"/> still drives it.</summary>
    public async Task<RunRecord> PutAsync(RunKey key, string instanceId, string error, CancellationToken cancellation)
    {
        RunRecord run = await runs.UpdateAsync(
            key,
            r => r.InstanceId != instanceId || RunTransitions.IsFinal(r.Status) || r.Status == RunStatus.Quarantined
                ? r
                : SetAside(r, new RunFault("quarantined", error)),
            cancellation);
        if (run.Status == RunStatus.Quarantined && run.InstanceId == instanceId)
        {
            await TellAsync(run, $"quarantined/{run.Redrives}", new JsonObject { ["error"] = run.Error }, cancellation);
        }

        return run;
    }

    /// <summary>The quarantined run as the next orchestration is to find it.</summary>
    public RunRecord Redriven(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.After(RunOperation.Resume, time.GetUtcNow()) with
        {
            Redrives = run.Redrives + 1, Reason = null, Error = null, ErrorCode = null, PlatformFault = null,
        };
    }

    /// <summary>Says that the run goes on.</summary>
    public Task TellRedriveAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        return TellAsync(run, $"redriven/{run.Redrives}", [], cancellation);
    }

    private RunRecord SetAside(RunRecord run, RunFault fault) =>
        run.After(RunOperation.Quarantine, time.GetUtcNow()) with { Reason = "platform", Error = fault.Message, ErrorCode = fault.Code };

    private Task TellAsync(RunRecord run, string source, JsonObject data, CancellationToken cancellation)
    {
        data["status"] = StatusText.Of(run.Status);
        return journal.RunAsync(run.RunId, RunEventTypes.RunStatus, source, data, cancellation);
    }
}
