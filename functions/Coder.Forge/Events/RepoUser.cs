namespace Coder.Forge.Events;

/// <summary>An account at the forge.</summary>
/// <param name="IsBot">True for Apps and bots, and when the forge does not say that it is a person.</param>
public sealed record RepoUser(string Login, long Id, bool IsBot);
