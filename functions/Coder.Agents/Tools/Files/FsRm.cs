namespace Coder.Agents.Tools.Files;

internal sealed class FsRm : ITool
{
    public string Name => "fs_rm";

    public string Description => "Removes a file; with recursive also a folder and all below it.";

    public string Parameters => """
        {"type":"object","properties":{
          "path":{"type":"string","description":"File or folder, relative to the workspace."},
          "recursive":{"type":"boolean","description":"Needed for a folder. Default false."}},
         "required":["path"]}
        """;

    public bool ReadsOnly => false;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        string path = arguments.Text("path");
        await context.Session.RemoveAsync(path, arguments.Flag("recursive"), cancellation);
        return new ToolResult($"Removed {path}.", ChangedFiles: true);
    }
}
