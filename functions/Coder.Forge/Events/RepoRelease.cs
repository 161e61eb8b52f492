namespace Coder.Forge.Events;

/// <summary>A release.</summary>
public sealed record RepoRelease(long Id, string Tag, string Name, string Body, bool IsDraft, bool IsPrerelease);
