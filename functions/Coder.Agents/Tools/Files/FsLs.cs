using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Files;

internal sealed class FsLs : ITool
{
    public const int EntriesMax = 1000;

    public string Name => "fs_ls";

    public string Description => "Lists a folder: one entry a line, folders end in a slash, files show their size in bytes.";

    public string Parameters => """
        {"type":"object","properties":{
          "path":{"type":"string","description":"Folder, relative to the workspace. Default: the workspace's root."}}}
        """;

    public bool ReadsOnly => true;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        string path = arguments.TextOrNull("path") is { Length: > 0 } given ? given : ".";
        WorkspaceListing listing = await context.Session.ListAsync(path, EntriesMax, cancellation);
        if (listing.Entries.Count == 0)
            return new ToolResult($"{path} is empty.");

        IEnumerable<string> lines = listing.Entries.Select(entry => entry.IsDirectory ? $"{entry.Path}/" : $"{entry.Path}\t{entry.Bytes}");
        return new ToolResult(string.Join('\n', lines) + (listing.Truncated ? $"\n[only the first {EntriesMax} entries]" : ""));
    }
}
