namespace Coder.Forge;

/// <summary>What a pull request is to say.</summary>
/// <param name="Head">The branch with the change; one pull request a head.</param>
/// <param name="Base">The branch that it is to be merged into.</param>
/// <param name="Title">One line.</param>
/// <param name="Body">Markdown, at most <see cref="TextBytesMax"/> of UTF-8.</param>
/// <param name="EvidenceJson">The gates' evidence, at most <see cref="TextBytesMax"/> of UTF-8.</param>
public sealed record PullRequestDraft(string Head, string Base, string Title, string Body, string EvidenceJson)
{
    public const int TextBytesMax = 256 * 1024;
}
