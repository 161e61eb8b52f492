using System.Text;
using Coder.Forge.Events;
using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>Requests made of what people wrote. Their text is data: agents get it fenced. Pure.</summary>
internal static class WorkPrompts
{
    private const int TextCharactersMax = 20_000;
    private const int CommentsMax = 50;

    /// <param name="pull">Null: the texts are the request.</param>
    /// <param name="texts">Of the orders that a run takes along.</param>
    internal static string Of(RunTask task, RepoPullRequest? pull, IReadOnlyList<string> texts) => pull is null ? Joined([.. texts]) : task switch
    {
        RunTask.Review => Joined(
            $"Review the pull request \"{pull.Title}\"",
            "The files are the pull request's; git_diff shows what it changes.",
            Listed("Look in particular at this:", texts),
            About(pull)),
        RunTask.Explain => Joined(
            $"Answer a question about the pull request \"{pull.Title}\"",
            "The files are the pull request's; git_diff shows what it changes. It is not to be reviewed.",
            Listed("The question:", texts.All(text => text.Length == 0) ? ["What does the pull request change, and why?"] : texts),
            About(pull)),
        RunTask.Rebase => Joined(
            $"Bring \"{pull.Title}\" up to date with {pull.BaseBranch}",
            $"The files are those of {pull.BaseBranch} with the pull request's change on them. Where both changed the same lines, the files have conflict markers: first {pull.BaseBranch}'s side, then the pull request's. "
            + "Keep what both were made for.",
            About(pull)),
        RunTask.Continue => Joined(
            $"Carry a change over to what \"{pull.Title}\" has become",
            "The change is done. Others pushed to the branch meanwhile; the files are theirs with the change on them. Where both changed the same lines, the files have conflict markers: first theirs, then the change's. "
            + "Keep what both were made for.",
            Listed("What was asked for:", texts),
            About(pull)),
        _ => Joined(
            $"Mend the change \"{pull.Title}\"",
            "The files are those of a pull request of yours.",
            Listed("What is asked of it:", texts.Select(text => text.Length == 0 ? "Build and test it, and mend what fails." : text)),
            About(pull)),
    };

    internal static string Implement(string title, string body, string text) =>
        Joined(title, body, text.Length == 0 ? "" : $"In particular: {text}");

    internal static string Review(RepoReview review, IReadOnlyList<RepoComment> comments)
    {
        StringBuilder text = new(review.Body);
        foreach (RepoComment comment in comments.Take(CommentsMax))
        {
            text.Append("\n- ").Append(comment.Path).Append(comment.Line is { } line ? $":{line}" : "").Append(": ").Append(comment.Body);
        }

        return text.ToString().Trim();
    }

    internal static string Check(RepoCheck check) => $"The check \"{check.Name}\" has failed on it ({check.Conclusion}). {check.Summary}".TrimEnd();

    private static string About(RepoPullRequest pull) => pull.Body.Length == 0 ? "" : $"What the pull request says about itself:\n{pull.Body}";

    private static string Listed(string title, IEnumerable<string> texts)
    {
        string[] all = [.. texts.Where(text => text.Length > 0)];
        return all switch
        {
            [] => "",
            [var only] => $"{title}\n{only}",
            _ => $"{title}\n{string.Join("\n\n", all.Select((text, at) => $"{at + 1}. {text}"))}",
        };
    }

    private static string Joined(params string[] parts)
    {
        string text = string.Join("\n\n", parts.Select(part => part.Trim()).Where(part => part.Length > 0));
        return text.Length <= TextCharactersMax ? text : text[..TextCharactersMax];
    }
}
