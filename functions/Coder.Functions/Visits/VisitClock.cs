using Coder.Functions.Contracts;
using Coder.Graphs.Stepping;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Functions.Visits;

/// <summary>When a visit began, kept in a row: the node's time limit covers interruptions of the process.</summary>
public sealed class VisitClock(DocumentStore documents, TimeProvider time)
{
    private sealed record Started(DateTimeOffset At);

    /// <summary>What is left of the node's time; null when it has no limit.</summary>
    public async Task<TimeSpan?> RemainingAsync(NodeInput node, LlmVisitSpec spec, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(spec);
        if (spec.TimeoutSeconds is not { } seconds)
        {
            return null;
        }

        ArgumentNullException.ThrowIfNull(node);
        DateTimeOffset now = time.GetUtcNow();
        Started started = await documents.AddOrGetAsync(node.Scope, ["visit", TableKey.Number(node.Step, 8)], new Started(now), cancellation);
        return started.At + TimeSpan.FromSeconds(seconds) - now;
    }
}
