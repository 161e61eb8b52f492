using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Files;

internal sealed class FsGlob : ITool
{
    public const int EntriesMax = 1000;

    public string Name => "fs_glob";

    public string Description => "Finds files by pattern (**, *, ?, {a,b}); files that git ignores are left out.";

    public string Parameters => """
        {"type":"object","properties":{
          "pattern":{"type":"string","description":"Pattern relative to the workspace, e.g. src/**/*.cs"},
          "path":{"type":"string","description":"Folder to search below. Default: the workspace's root."}},
         "required":["pattern"]}
        """;

    public bool ReadsOnly => true;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        string pattern = Below(arguments.TextOrNull("path"), arguments.Text("pattern"));
        WorkspaceListing listing = await context.Session.GlobAsync(pattern, EntriesMax, cancellation);
        if (listing.Entries.Count == 0)
            return new ToolResult($"No file matches {pattern}.");

        return new ToolResult(string.Join('\n', listing.Entries.Select(entry => entry.Path)) + (listing.Truncated ? $"\n[only the first {EntriesMax} files]" : ""));
    }

    /// <summary>The pattern below a folder; a folder of null, empty or <c>.</c> is the root.</summary>
    internal static string Below(string? folder, string pattern) =>
        folder is null or "" or "." or "./" ? pattern : $"{folder.TrimEnd('/')}/{pattern}";
}
