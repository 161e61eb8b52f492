namespace Coder.Workspaces.Detection;

/// <summary>What <c>.coder/config.yml</c> says of one folder.</summary>
/// <param name="Path">Relative; empty for the repository's root.</param>
/// <param name="Ecosystem">The one that counts there; null: all that are found.</param>
/// <param name="Skip">True: nothing at or below the folder is a project.</param>
/// <param name="Commands">Own command lines by <c>build</c>, <c>test</c>, <c>lint</c>, <c>format</c>; an empty line means none.</param>
public sealed record ProjectEntry(string Path, string? Ecosystem, bool Skip, IReadOnlyDictionary<string, string> Commands);
