using Coder.Accounts;
using Coder.Contracts;
using Coder.Forge.Events;
using Coder.Functions.Api;
using Coder.Functions.Runs;
using Coder.Runs.Records;
using Coder.Runs.Storage;

namespace Coder.Functions.Dispatch;

/// <summary>Makes the runs of rounds.</summary>
public sealed class WorkRuns(RunRepositories repositories, RunIntake intake, RunStore runs)
{
    /// <summary>The shipped agents of the tasks that are not the repository's own agent's.</summary>
    internal const string Reviewer = "reviewer";
    private const string Integrator = "integrator";

    internal Task<RunRecord?> FindAsync(WorkSlot round, CancellationToken cancellation) => runs.FindAsync(KeyOf(round), cancellation);

    /// <summary>Stores the run of a round; the sweep begins it.</summary>
    /// <returns>Why there can be none; null: it is stored.</returns>
    internal async Task<string?> KeepAsync(Conversation conversation, WorkSlot round, IReadOnlyList<WorkOrder> orders, CancellationToken cancellation)
    {
        RepoPullRequest? pull = conversation.IsPullRequest ? await repositories.Remote.FindStateAsync(conversation.Name, conversation.Number, cancellation) : null;
        if (Refusal(conversation, round.Task, pull) is { } why)
        {
            return why;
        }

        try
        {
            await intake.KeepAsync(KeyOf(round), RequestOf(conversation, round.Task, pull, orders), OriginOf(conversation, round.Task, pull, orders), cancellation);
            return null;
        }
        catch (Exception refusal) when (ApiProblems.IsRefusal(refusal))
        {
            return refusal.Message;
        }
    }

    /// <summary>Tells a run to end.</summary>
    internal Task CancelAsync(RunRecord active, CancellationToken cancellation) =>
        runs.UpdateAsync(active.Key, run => RunTransitions.IsFinal(run.Status) ? run : run with { Control = RunControl.Cancel }, cancellation);

    private static string? Refusal(Conversation conversation, RunTask task, RepoPullRequest? pull) => (conversation.IsPullRequest, pull) switch
    {
        (false, _) => null,
        (true, { State: "open", IsFromFork: true }) when !Conversation.IsReadingTask(task) => "its branch is in a fork, where nothing is pushed to",
        (true, { State: "open" }) => null,
        _ => "it is not open",
    };

    private RunRequest RequestOf(Conversation conversation, RunTask task, RepoPullRequest? pull, IReadOnlyList<WorkOrder> orders) => new()
    {
        Prompt = WorkPrompts.Of(task, pull, [.. orders.Select(order => order.Text)]),
        Repository = new RepositoryReference
        {
            Github = conversation.Repository,
            // A fork's branch is in another repository: here it has only the forge's own name.
            Ref = pull is { IsFromFork: true } ? repositories.Remote.HeadReferenceOf(pull.Number) : pull?.HeadBranch,
        },
        Agent = task switch { RunTask.Review or RunTask.Explain => Reviewer, RunTask.Rebase or RunTask.Continue => Integrator, _ => null },
        // The pull request is where people decide.
        AutoApprove = true,
    };

    private static RunOrigin OriginOf(Conversation conversation, RunTask task, RepoPullRequest? pull, IReadOnlyList<WorkOrder> orders) => new()
    {
        Number = conversation.Number,
        IsPullRequest = conversation.IsPullRequest,
        Task = task,
        Branch = pull?.HeadBranch,
        Target = pull?.BaseBranch,
        Title = pull?.Title,
        Earlier = orders.Select(order => order.Earlier).FirstOrDefault(run => run is not null),
        Credits = [.. orders.SelectMany(order => order.Credits).Distinct()],
        Reactions = [.. orders.SelectMany(order => order.Reactions).Distinct()],
    };

    private static RunKey KeyOf(WorkSlot round) => new(AccountId.Local.Value, round.RunId);
}
