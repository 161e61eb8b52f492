namespace Coder.Accounts.Secrets;

/// <summary>A secret of a project, without its value.</summary>
public sealed record ProjectSecret(string Name, DateTimeOffset UpdatedAt);
