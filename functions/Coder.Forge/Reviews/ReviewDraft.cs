namespace Coder.Forge.Reviews;

/// <summary>What a review is to say. It neither approves nor blocks: that is for people.</summary>
/// <param name="Key">Names the review among ours on that pull request; characters as of <see cref="Comments.CommentDraft.Key"/>.</param>
/// <param name="Commit">The commit that was reviewed.</param>
/// <param name="Body">Markdown.</param>
public sealed record ReviewDraft(string Key, string Commit, string Body, IReadOnlyList<LineComment> Comments);
