namespace Coder.Agents.Tools.Patching;

/// <param name="OldPath">Null for a new file.</param>
/// <param name="NewPath">Null for a file to remove.</param>
internal sealed record FilePatch(string? OldPath, string? NewPath, IReadOnlyList<Hunk> Hunks);
