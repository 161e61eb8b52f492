namespace Coder.Workspaces.Sessions;

/// <summary>Who a commit is by. Its committer is the platform all the same, by which it knows its own.</summary>
public sealed record CommitAuthor(string Name, string Email);
