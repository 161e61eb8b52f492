using System.Text;
using Coder.Forge.Events;

namespace Coder.Functions.Dispatch;

/// <summary>Requests made of what people wrote. Their text is data: agents get it fenced. Pure.</summary>
internal static class WorkPrompts
{
    private const int TextCharactersMax = 20_000;
    private const int CommentsMax = 50;

    internal static string Implement(string title, string body, string text) =>
        Joined(title, body, text.Length == 0 ? "" : $"In particular: {text}");

    internal static string Fix(RepoPullRequest pull, string text) => Joined(
        $"Mend the change \"{pull.Title}\"",
        "The files are those of a pull request of yours. What is asked of it:",
        text.Length == 0 ? "Build and test it, and mend what fails." : text,
        $"What the pull request says about itself:\n{pull.Body}");

    internal static string Review(RepoPullRequest pull, RepoReview review, IReadOnlyList<RepoComment> comments)
    {
        StringBuilder text = new(review.Body);
        foreach (RepoComment comment in comments.Take(CommentsMax))
        {
            text.Append("\n- ").Append(comment.Path).Append(": ").Append(comment.Body);
        }

        return Fix(pull, text.ToString().Trim());
    }

    internal static string Check(RepoPullRequest pull, RepoCheck check) => Fix(pull, $"The check \"{check.Name}\" has failed on it ({check.Conclusion}). {check.Summary}".TrimEnd());

    private static string Joined(params string[] parts)
    {
        string text = string.Join("\n\n", parts.Select(part => part.Trim()).Where(part => part.Length > 0));
        return text.Length <= TextCharactersMax ? text : text[..TextCharactersMax];
    }
}
