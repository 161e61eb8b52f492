using Coder.Contracts;
using Coder.Runs.Records;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Runs;

/// <summary>What a run starts with, beside its request.</summary>
internal sealed record RunBasis(RepositoryState Repository, RunRemote? Remote, RepositoryConfig Config, CapturedAgent Agent)
{
    /// <summary>Null: it begins with the base commit's files.</summary>
    internal RunStart? Start { get; init; }

    /// <summary>Credits that the run may spend; null: unbounded.</summary>
    internal decimal? BudgetOf(RunRequest request) => request.Budget ?? Config.Budget ?? Agent.BudgetCredits;
}
