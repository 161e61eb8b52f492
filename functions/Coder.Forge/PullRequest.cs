namespace Coder.Forge;

/// <summary>A published pull request.</summary>
/// <param name="Number">From 1, unique in its repository.</param>
/// <param name="Url">Where to look at it; for a local record the command that shows it.</param>
public sealed record PullRequest(int Number, PullRequestDraft Content, string Url, DateTimeOffset CreatedAt, DateTimeOffset UpdatedAt);
