using Coder.Forge.Conversation;
using Coder.Forge.Events;

namespace Coder.Functions.Dispatch;

/// <summary>What events ask for. Pure; unknown words of the forge ask for nothing.</summary>
internal static class DispatchRules
{
    /// <summary>Begins the names of our own checks.</summary>
    internal const string CheckPrefix = "Coder / ";

    /// <summary>Our check that is no gate.</summary>
    internal const string ReviewCheck = CheckPrefix + WorkRuns.Reviewer;

    /// <summary>Begins the names of branches that runs make.</summary>
    internal const string BranchPrefix = "coder/";

    internal static Intent Of(RepoEvent e) => e.Repository is null ? Ignore("not of a repository") : e.Name switch
    {
        "issues.labeled" => OfLabel(e),
        "issue_comment.created" => OfComment(e, e.Issue?.Number, e.Issue?.IsPullRequest == true, ReactionSubject.Comment),
        "pull_request_review_comment.created" => OfComment(e, e.PullRequest?.Number, true, ReactionSubject.LineComment),
        "pull_request_review.submitted" => OfReview(e),
        "check_run.completed" or "check_suite.completed" => OfCheck(e),
        "check_run.rerequested" => OfRerequest(e),
        "status" => OfStatus(e),
        _ => Ignore("nothing is done at this event"),
    };

    private static Intent OfLabel(RepoEvent e) =>
        e is { Issue: { IsPullRequest: false, State: "open" } issue, Label: { } label, Sender: { IsBot: false } asker }
            ? new Intent.Labeled(issue.Number, issue.Title, issue.Body, label, asker)
            : Ignore("no open issue was labeled by a person");

    private static Intent OfComment(RepoEvent e, int? number, bool isPullRequest, ReactionSubject subject)
    {
        if (e.Comment is not { Author: { IsBot: false } asker } comment || number is not { } at || e.Sender?.IsBot != false)
        {
            return Ignore("no comment of a person");
        }

        ReactionTarget target = new(subject, comment.Id);
        return SlashCommand.Parse(comment.Body) switch
        {
            null => Ignore("the comment is not for us"),
            { Name: "implement", Text: var text } when !isPullRequest && e.Issue is { State: "open" } issue => new Intent.Implement(at, issue.Title, issue.Body, text, asker, target),
            { Name: "fix", Text: var text } when isPullRequest => new Intent.Fix(at, About(comment, text), asker, target),
            { Name: "review", Text: var text } when isPullRequest => new Intent.ReviewAsked(at, About(comment, text), asker, target),
            { Name: "explain", Text: var text } when isPullRequest => new Intent.ExplainAsked(at, About(comment, text), asker, target),
            { Name: "rebase" } when isPullRequest => new Intent.RebaseAsked(at, asker, target),
            { Name: "cancel" } => new Intent.Cancel(at, isPullRequest, asker, target),
            _ => new Intent.Help(at, isPullRequest, asker, target),
        };
    }

    /// <summary>A comment at a line is about it.</summary>
    private static string About(RepoComment comment, string text) => comment.Path is null ? text : $"{comment.Path}{(comment.Line is { } line ? $":{line}" : "")}: {text}";

    private static Intent OfReview(RepoEvent e) => e is not { PullRequest: { State: "open" } pull, Review: { Author: { IsBot: false } asker } review } ? Ignore("no review of a person")
        : review.State switch
        {
            "approved" or "dismissed" => new Intent.Judge([pull.Number]),
            "changes_requested" or "commented" => new Intent.Reviewed(pull.Number, review, asker),
            _ => Ignore("an unknown kind of review"),
        };

    private static Intent OfCheck(RepoEvent e) => e.Check is not { PullRequests.Count: > 0 } check || check.Name.StartsWith(CheckPrefix, StringComparison.Ordinal)
        ? Ignore("no check of others on a pull request")
        : (e.Name, check.Conclusion) switch
        {
            ("check_run.completed", "failure" or "timed_out") => new Intent.Failing(check.PullRequests, check),
            (_, "success" or "neutral") => new Intent.Judge(check.PullRequests),
            _ => Ignore("the check has neither passed nor failed"),
        };

    /// <summary>Statuses name branches, not pull requests: those that runs have made tell which may be ours.</summary>
    private static Intent OfStatus(RepoEvent e)
    {
        string[] branches = [.. (e.Check?.Branches ?? []).Where(branch => branch.StartsWith(BranchPrefix, StringComparison.Ordinal))];
        return (branches, e.Check?.Conclusion) switch
        {
            ({ Length: 0 }, _) => Ignore("no status of a branch of ours"),
            (_, "success") => new Intent.Status(branches, e.Check!, HasFailed: false),
            (_, "failure") => new Intent.Status(branches, e.Check!, HasFailed: true),
            _ => Ignore("the status is neither a success nor a failure"),
        };
    }

    private static Intent OfRerequest(RepoEvent e) =>
        e is { Check: { PullRequests: [var number, ..] } check, Sender: { IsBot: false } asker } && check.Name.StartsWith(CheckPrefix, StringComparison.Ordinal)
            ? check.Name == ReviewCheck ? new Intent.ReviewAsked(number, "", asker, new ReactionTarget(ReactionSubject.Issue, number)) : new Intent.Fix(number, "Build and test the branch once more, and mend what fails. Change nothing when nothing fails.", asker, new ReactionTarget(ReactionSubject.Issue, number))
            : Ignore("no check of ours on a pull request");

    private static Intent.Nothing Ignore(string why) => new(why);
}
