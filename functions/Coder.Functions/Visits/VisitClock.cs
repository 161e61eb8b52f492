using Coder.Functions.Contracts;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Functions.Visits;

/// <summary>How long a visit has worked. Its begin is kept in a row, as a reading of the run's own clock of work: waits (for people, paused) are not counted.</summary>
public sealed class VisitClock(DocumentStore documents, TimeProvider time)
{
    private sealed record Started(double ElapsedSeconds);

    /// <summary>Seconds of work since the visit's first look at its clock.</summary>
    public async Task<double> ElapsedSecondsAsync(RunRecord run, NodeInput node, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(node);
        double elapsed = run.ElapsedSeconds(time.GetUtcNow());
        Started started = await documents.AddOrGetAsync(node.Scope, ["visit", TableKey.Number(node.Step, 8)], new Started(elapsed), cancellation);
        return elapsed - started.ElapsedSeconds;
    }
}
