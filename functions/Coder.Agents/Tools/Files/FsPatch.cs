using Coder.Agents.Tools.Patching;
using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Files;

internal sealed class FsPatch : ITool
{
    public string Name => "fs_patch";

    public string Description =>
        "Changes parts of text files: all hunks or none. The patch is either a unified diff, or for one file (argument path) one or more blocks of "
        + "'<<<<<<< SEARCH', lines to find, '=======', new lines, '>>>>>>> REPLACE'. The lines to find must be whole lines that occur exactly once.";

    public string Parameters => """
        {"type":"object","properties":{
          "path":{"type":"string","description":"File, relative to the workspace. Not needed for a diff with file headers."},
          "patch":{"type":"string","description":"Unified diff or search/replace blocks."}},
         "required":["patch"]}
        """;

    public bool ReadsOnly => false;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        string? path = arguments.TextOrNull("path");
        string patch = arguments.TextOrNull("patch", "diff", "contents") ?? throw new ToolFailureException("The argument 'patch' is missing.");
        IReadOnlyList<FilePatch> files = Parse(patch, path);
        if (files.SelectMany(Touched).GroupBy(touched => touched).FirstOrDefault(group => group.Count() > 1) is { } twice)
            throw new ToolFailureException($"The patch names {twice.Key} twice; put all its hunks under one header.");

        var texts = new List<string>();
        foreach (FilePatch file in files)
            texts.Add(await NewTextAsync(context.Session, file, cancellation));
        for (int index = 0; index < files.Count; index++)
            await RefuseAsync(context.Session, files[index], texts[index], cancellation);
        for (int index = 0; index < files.Count; index++)
            await StoreAsync(context.Session, files[index], texts[index], cancellation);

        return new ToolResult(string.Join('\n', files.Select(Report)), ChangedFiles: true);
    }

    private static IReadOnlyList<FilePatch> Parse(string patch, string? path)
    {
        if (!SearchReplace.IsOne(patch))
            return UnifiedDiff.Parse(patch, path);
        return path is not null
            ? [new FilePatch(path, path, SearchReplace.Parse(patch))]
            : throw new ToolFailureException("Search/replace blocks need the argument 'path'.");
    }

    private static async Task<string> NewTextAsync(IWorkspaceSession session, FilePatch file, CancellationToken cancellation)
    {
        bool createsByBlock = file.Hunks is [{ OldStart: null } only] && !only.Lines.Any(line => line.IsOld);
        string old = file.OldPath is null || (createsByBlock && !await ExistsAsync(session, file.OldPath, cancellation))
            ? ""
            : await FileText.ReadAsync(session, file.OldPath, cancellation);
        if (file.OldPath is null && await ExistsAsync(session, file.NewPath!, cancellation))
            throw new ToolFailureException($"{file.NewPath} is already there, but the diff makes it new. Patch what is there, or use fs_write.");

        string text = PatchedText.Apply(file.OldPath ?? file.NewPath!, old, file.Hunks);
        return file.NewPath is not null || text.Length == 0
            ? text
            : throw new ToolFailureException($"The diff removes {file.OldPath}, but not all of its lines. Use fs_rm.");
    }

    private static async Task<bool> ExistsAsync(IWorkspaceSession session, string path, CancellationToken cancellation)
    {
        try
        {
            await session.ReadAsync(path, 1, cancellation);
            return true;
        }
        catch (WorkspacePathException)
        {
            // Not there, or nothing that may be written: writing says which.
            return false;
        }
    }

    /// <summary>Before anything is written: all files or none.</summary>
    private static async Task RefuseAsync(IWorkspaceSession session, FilePatch file, string text, CancellationToken cancellation)
    {
        string? refusal = file.NewPath is null ? null : await session.RefusalAsync(file.NewPath, System.Text.Encoding.UTF8.GetBytes(text), cancellation);
        if (file.OldPath is not null && file.OldPath != file.NewPath)
            refusal ??= await session.RefusalAsync(file.OldPath, null, cancellation);
        if (refusal is not null)
            throw new ToolFailureException(refusal);
    }

    private static async Task StoreAsync(IWorkspaceSession session, FilePatch file, string text, CancellationToken cancellation)
    {
        if (file.NewPath is not null)
            await FileText.WriteAsync(session, file.NewPath, text, cancellation);
        if (file.OldPath is not null && file.OldPath != file.NewPath)
            await session.RemoveAsync(file.OldPath, recursive: false, cancellation);
    }

    private static IEnumerable<string> Touched(FilePatch file) => new[] { file.OldPath, file.NewPath }.OfType<string>().Distinct();

    private static string Report(FilePatch file)
    {
        int added = file.Hunks.Sum(hunk => hunk.Lines.Count(line => line.Kind == '+'));
        int removed = file.Hunks.Sum(hunk => hunk.Lines.Count(line => line.Kind == '-'));
        return file.NewPath is null ? $"Removed {file.OldPath}." : $"Patched {file.NewPath}: +{added} -{removed} lines in {file.Hunks.Count} place(s).";
    }
}
