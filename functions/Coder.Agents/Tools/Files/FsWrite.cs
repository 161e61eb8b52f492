namespace Coder.Agents.Tools.Files;

internal sealed class FsWrite : ITool
{
    public string Name => "fs_write";

    public string Description => "Writes a whole text file and makes its folders; what was there is replaced. To change a part, use fs_patch.";

    public string Parameters => """
        {"type":"object","properties":{
          "path":{"type":"string","description":"File, relative to the workspace."},
          "contents":{"type":"string","description":"The whole new text."}},
         "required":["path","contents"]}
        """;

    public bool ReadsOnly => false;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        string path = arguments.Text("path");
        string contents = arguments.TextOrNull("contents", "content")
            ?? throw new ToolFailureException("The argument 'contents' is missing. Call the tool again with the whole text.");
        await FileText.WriteAsync(context.Session, path, contents, cancellation);
        return new ToolResult($"Wrote {path}: {FileText.Lines(contents).Length} lines.", ChangedFiles: true);
    }
}
