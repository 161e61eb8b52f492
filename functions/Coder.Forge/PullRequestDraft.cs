namespace Coder.Forge;

/// <summary>What a pull request is to say.</summary>
/// <param name="Head">The branch with the change; one pull request a head.</param>
/// <param name="Base">The branch that it is to be merged into.</param>
/// <param name="Title">One line.</param>
/// <param name="Body">Markdown, at most <see cref="TextBytesMax"/> of UTF-8.</param>
/// <param name="EvidenceJson">The gates' evidence, at most <see cref="TextBytesMax"/> of UTF-8.</param>
public sealed record PullRequestDraft(string Head, string Base, string Title, string Body, string EvidenceJson)
{
    /// <summary>True: not to be merged yet. Only heeded when the pull request is opened, and not by a local repository.</summary>
    public bool IsDraft { get; init; }

    public const int TextBytesMax = 256 * 1024;
}
