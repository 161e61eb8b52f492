namespace Coder.Forge.Comments;

/// <summary>A comment of ours.</summary>
/// <param name="Id">The forge's name for it.</param>
public sealed record Comment(string Id, string Body);
