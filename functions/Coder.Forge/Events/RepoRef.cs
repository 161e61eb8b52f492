namespace Coder.Forge.Events;

/// <summary>A branch or a tag.</summary>
/// <param name="Name">With its folder: <c>refs/heads/main</c>.</param>
/// <param name="Before">The commit before; null when it was made now, or the forge does not say.</param>
/// <param name="After">The commit now; null when it was deleted, or the forge does not say.</param>
/// <param name="IsForced">True when commits went away.</param>
public sealed record RepoRef(string Name, string? Before, string? After, bool IsForced);
