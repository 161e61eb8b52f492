using Coder.Contracts;
using Coder.Runs.Events;
using Coder.Runs.Records;

namespace Coder.Functions.Runs;

/// <summary>Runs as the API shows them: the record, and where the run is, which changes too often to be part of it.</summary>
public sealed class RunViewReader(EventLog events)
{
    public async Task<RunView> ReadAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.ToView(RunTransitions.IsFinal(run.Status) ? null : await events.NodeAsync(run.RunId, cancellation));
    }
}
