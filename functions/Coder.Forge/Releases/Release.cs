namespace Coder.Forge.Releases;

/// <summary>A published release.</summary>
/// <param name="Id">The forge's name for it.</param>
public sealed record Release(string Id, ReleaseDraft Content);
