using Coder.Contracts;
using Coder.Forge.Conversation;
using Coder.Functions.Runs;
using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>Tells those who asked for a run at a forge how it stands. Every step may be repeated: what is there already is brought up to date.</summary>
public sealed class RunReport(RunRepositories repositories, ChangeReport changes, ReviewReport reviews)
{
    internal Task BegunAsync(RunRecord run, CancellationToken cancellation) =>
        Conversation.IsReadingTask(run.Origin!.Task) ? reviews.BegunAsync(run, cancellation) : changes.BegunAsync(run, cancellation);

    /// <returns>What follows of itself, and where.</returns>
    internal async Task<IReadOnlyList<(Conversation Where, WorkOrder Next)>> EndedAsync(RunRecord run, CancellationToken cancellation)
    {
        if (Conversation.IsReadingTask(run.Origin!.Task))
        {
            await reviews.EndedAsync(run, cancellation);
        }
        else
        {
            await changes.EndedAsync(run, cancellation);
        }

        if (FollowUps.OfMoved(run) is { } again)
        {
            // What was asked for is not done yet: the reactions go on with it.
            return [(Conversation.Of(run)!, again)];
        }

        foreach (RunReaction reaction in run.Origin.Reactions)
        {
            ReactionTarget target = new(Enum.Parse<ReactionSubject>(reaction.Subject), reaction.Id);
            await repositories.Remote.ReactAsync(Conversation.Of(run)!.Name, target, run.Status == RunStatus.Succeeded ? Reaction.Rocket : Reaction.ThumbsDown, cancellation);
        }

        return await changes.FollowAsync(run, cancellation);
    }
}
