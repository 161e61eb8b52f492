namespace Coder.Workspaces.Policy;

/// <summary>The lines that a patch shows of files as they are after it. Pure.</summary>
public static class PatchLines
{
    /// <summary>Numbers from 1, by file: added lines and those around them.</summary>
    public static IReadOnlyDictionary<string, IReadOnlySet<int>> Shown(string patch)
    {
        ArgumentNullException.ThrowIfNull(patch);
        Dictionary<string, IReadOnlySet<int>> shown = new(StringComparer.Ordinal);
        foreach (PatchFile file in PatchFiles.Read(patch))
        {
            shown[file.Path] = file.Shown.ToHashSet();
        }

        return shown;
    }
}
