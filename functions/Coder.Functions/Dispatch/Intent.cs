using Coder.Forge.Conversation;
using Coder.Forge.Events;

namespace Coder.Functions.Dispatch;

/// <summary>What an event may lead to, before anybody was asked who may do it.</summary>
internal abstract record Intent
{
    private Intent()
    {
    }

    /// <param name="Why">One line for people.</param>
    internal sealed record Nothing(string Why) : Intent;

    /// <summary>Whether a pull request of ours is to be merged.</summary>
    internal sealed record Judge(IReadOnlyList<int> Numbers) : Intent;

    /// <summary>Something that a user asks for: only those with write permission may.</summary>
    /// <param name="Number">Issue or pull request.</param>
    /// <param name="Target">What gets our reactions.</param>
    internal abstract record Asked(int Number, bool IsPullRequest, RepoUser Asker, ReactionTarget Target) : Intent;

    /// <param name="Label">What was put on the issue; it counts when it is the repository's.</param>
    internal sealed record Labeled(int Number, string Title, string Body, string Label, RepoUser Asker)
        : Asked(Number, false, Asker, new ReactionTarget(ReactionSubject.Issue, Number));

    internal sealed record Implement(int Number, string Title, string Body, string Text, RepoUser Asker, ReactionTarget Target) : Asked(Number, false, Asker, Target);

    /// <param name="Text">What is to be mended.</param>
    internal sealed record Fix(int Number, string Text, RepoUser Asker, ReactionTarget Target) : Asked(Number, true, Asker, Target);

    /// <summary>A review that asks for changes of a pull request of ours.</summary>
    internal sealed record Reviewed(int Number, RepoReview Review, RepoUser Asker) : Asked(Number, true, Asker, new ReactionTarget(ReactionSubject.Issue, Number));

    /// <param name="Text">What is to be looked at in particular.</param>
    internal sealed record ReviewAsked(int Number, string Text, RepoUser Asker, ReactionTarget Target) : Asked(Number, true, Asker, Target);

    /// <param name="Text">The question.</param>
    internal sealed record ExplainAsked(int Number, string Text, RepoUser Asker, ReactionTarget Target) : Asked(Number, true, Asker, Target);

    internal sealed record RebaseAsked(int Number, RepoUser Asker, ReactionTarget Target) : Asked(Number, true, Asker, Target);

    internal sealed record Cancel(int Number, bool IsPullRequest, RepoUser Asker, ReactionTarget Target) : Asked(Number, IsPullRequest, Asker, Target);

    internal sealed record Help(int Number, bool IsPullRequest, RepoUser Asker, ReactionTarget Target) : Asked(Number, IsPullRequest, Asker, Target);

    /// <summary>A program's word on a commit that is the newest of some branches of ours.</summary>
    /// <param name="HasFailed">False: it may be what a merge waits for.</param>
    internal sealed record Status(IReadOnlyList<string> Branches, RepoCheck Check, bool HasFailed) : Intent;

    /// <summary>A check that has failed on a commit of pull requests.</summary>
    internal sealed record Failing(IReadOnlyList<int> Numbers, RepoCheck Check) : Intent;
}
