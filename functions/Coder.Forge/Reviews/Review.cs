namespace Coder.Forge.Reviews;

/// <summary>A review of ours.</summary>
/// <param name="Id">The forge's name for it.</param>
public sealed record Review(string Id, string Body);
