namespace Coder.Agents.Tools.Files;

internal sealed class FsMkdir : ITool
{
    public string Name => "fs_mkdir";

    public string Description => "Makes a folder and those above it. (git keeps no empty folders.)";

    public string Parameters => """
        {"type":"object","properties":{
          "path":{"type":"string","description":"Folder, relative to the workspace."}},
         "required":["path"]}
        """;

    public bool ReadsOnly => false;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        string path = arguments.Text("path");
        await context.Session.MakeDirectoryAsync(path, cancellation);
        return new ToolResult($"The folder {path} is there.", ChangedFiles: true);
    }
}
