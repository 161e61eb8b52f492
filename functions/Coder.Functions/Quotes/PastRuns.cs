using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Runs.Turns;

namespace Coder.Functions.Quotes;

/// <summary>What runs of an agent on a repository have used so far.</summary>
public sealed class PastRuns(RunStore runs, TurnStore turns)
{
    /// <summary>The latest say most, and each is a query.</summary>
    private const int RunsMax = 20;

    private const int LookedAtMax = 100;

    /// <summary>Of each of the latest runs that came to an end of their own, what its nodes used; a child agent's turns count for the node that asked it.</summary>
    /// <param name="nodes">Of the agent's graph.</param>
    internal async Task<IReadOnlyList<IReadOnlyDictionary<string, RunUsage>>> ReadAsync(string account, RunBasis basis, IReadOnlyList<string> nodes, CancellationToken cancellation)
    {
        Page<RunRecord> latest = await runs.ListAsync(account, new RunFilter(), null, LookedAtMax, cancellation);
        List<IReadOnlyDictionary<string, RunUsage>> past = [];
        foreach (RunRecord run in latest.Items.Where(run => IsOfUse(run, basis)).Take(RunsMax))
        {
            past.Add(await turns.SumNodesAsync(run.RunId, nodes, cancellation));
        }

        return past;
    }

    private static bool IsOfUse(RunRecord run, RunBasis basis) =>
        run.Status is RunStatus.Succeeded or RunStatus.Failed or RunStatus.Rejected
        && run.Usage.Turns > 0
        && run.Agent == basis.Agent.Name
        && (basis.Remote is { } remote ? run.Remote?.Repository == remote.Repository : run.Remote is null && run.RepositoryPath == basis.Repository.Root);
}
