namespace Coder.Runs.Records;

/// <summary>Where the repository of a run comes from, and where its result goes.</summary>
/// <param name="Repository">Its name at the forge.</param>
/// <param name="Branch">The branch that the result is for: what its pull request is merged into.</param>
public sealed record RunRemote(string Repository, string Branch);
