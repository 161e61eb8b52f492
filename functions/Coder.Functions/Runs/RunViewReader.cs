using Coder.Contracts;
using Coder.Runs.Events;
using Coder.Runs.Records;
using Coder.Runs.Redaction;

namespace Coder.Functions.Runs;

/// <summary>Runs as the API shows them: the record, and where the run is, which changes too often to be part of it.</summary>
public sealed class RunViewReader(EventLog events, RunRedactors redactors)
{
    public async Task<RunView> ReadAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.ToView(await redactors.OfAsync(run.RunId, cancellation), RunTransitions.IsFinal(run.Status) ? null : await events.NodeAsync(run.RunId, cancellation));
    }

    public async Task<Page<RunView>> ReadAsync(Page<RunRecord> page, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(page);
        List<RunView> shown = [];
        foreach (RunRecord run in page.Items)
        {
            shown.Add(await ReadAsync(run, cancellation));
        }

        return new Page<RunView>(shown, page.NextCursor);
    }
}
