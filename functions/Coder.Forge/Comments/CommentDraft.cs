namespace Coder.Forge.Comments;

/// <summary>What a comment is to say.</summary>
/// <param name="Key">Names the comment among ours on that issue: letters, digits, <c>.</c>, <c>_</c>, <c>-</c>, <c>/</c>.</param>
/// <param name="Body">Markdown.</param>
public sealed record CommentDraft(string Key, string Body);
