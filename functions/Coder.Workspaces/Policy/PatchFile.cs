namespace Coder.Workspaces.Policy;

/// <summary>One file of a git patch.</summary>
/// <param name="Path">After the change; of a removed file, before it.</param>
/// <param name="Mode">After the change, as git writes it; null: as before.</param>
/// <param name="Added">New lines with their numbers.</param>
/// <param name="Shown">Numbers of the new lines and of those around them.</param>
/// <param name="HasText">False: no line of it is in the patch (binary content, a mode, a plain rename).</param>
internal sealed record PatchFile(string Path, string? Mode, IReadOnlyList<(int Number, string Text)> Added, IReadOnlyList<int> Shown, bool HasText)
{
    private const string LinkMode = "120000";

    /// <summary>What a new or changed link points to; null: no link.</summary>
    public string? LinkTarget => Mode == LinkMode && Added.Count > 0 ? string.Join('\n', Added.Select(line => line.Text)) : null;
}
