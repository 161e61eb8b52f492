namespace Coder.Agents.Tools.Files;

internal sealed class FsRead : ITool
{
    public string Name => "fs_read";

    public string Description => "Gives a text file as it is, without line numbers. For long files use fs_cat with offset and limit.";

    public string Parameters => """
        {"type":"object","properties":{
          "path":{"type":"string","description":"File, relative to the workspace."}},
         "required":["path"]}
        """;

    public bool ReadsOnly => true;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        string path = arguments.Text("path");
        string text = await FileText.ReadAsync(context.Session, path, cancellation);
        return new ToolResult(text.Length > 0 ? text : $"{path} is empty.");
    }
}
