namespace Coder.Forge.Events;

/// <summary>A review of a pull request.</summary>
/// <param name="State"><c>approved</c>, <c>changes_requested</c>, <c>commented</c> or <c>dismissed</c>, in lower case.</param>
/// <param name="Body">Empty when there is none.</param>
/// <param name="Commit">The commit that was reviewed.</param>
public sealed record RepoReview(long Id, string State, string Body, string? Commit, RepoUser? Author);
