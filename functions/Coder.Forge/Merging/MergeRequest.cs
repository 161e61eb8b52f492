namespace Coder.Forge.Merging;

/// <summary>How a pull request is to be merged.</summary>
/// <param name="ExpectedHead">The commit that was judged: with another head nothing is merged.</param>
/// <param name="Title">First line of the merge's commit; unused when rebasing.</param>
public sealed record MergeRequest(string ExpectedHead, MergeMethod Method, string Title);
