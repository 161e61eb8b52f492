using System.Text;

namespace Coder.Agents.Tools.Files;

internal sealed class FsCat : ITool
{
    public const int LinesMax = 2000;
    public const int LineCharactersMax = 2000;

    public string Name => "fs_cat";

    public string Description => "Shows a text file with line numbers (a tab follows each number; neither belongs to the file). For long files, ask for a part.";

    public string Parameters => """
        {"type":"object","properties":{
          "path":{"type":"string","description":"File, relative to the workspace."},
          "offset":{"type":"integer","description":"First line to show, from 1. Default 1."},
          "limit":{"type":"integer","description":"Lines to show. Default and maximum 2000."}},
         "required":["path"]}
        """;

    public bool ReadsOnly => true;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        string path = arguments.Text("path");
        string[] lines = FileText.Lines(await FileText.ReadAsync(context.Session, path, cancellation));
        int first = Math.Max(1, arguments.Number("offset", atLeast: 0) ?? 1);
        int count = Math.Min(LinesMax, arguments.Number("limit", atLeast: 1) ?? LinesMax);
        if (lines.Length == 0)
            return new ToolResult($"{path} is empty.");
        if (first > lines.Length)
            throw new ToolFailureException($"{path} has {lines.Length} lines; there is no line {first}.");

        return new ToolResult(Numbered(lines, first, Math.Min(lines.Length, first - 1 + count)));
    }

    private static string Numbered(string[] lines, int first, int last)
    {
        var text = new StringBuilder();
        for (int number = first; number <= last; number++)
        {
            string line = lines[number - 1];
            text.Append(number).Append('\t');
            text.Append(line.Length <= LineCharactersMax ? line : $"{line[..LineCharactersMax]}[… {line.Length - LineCharactersMax} more characters …]");
            text.Append('\n');
        }

        if (last < lines.Length)
            text.Append($"[{lines.Length - last} more lines; go on with offset {last + 1}]");
        return text.ToString();
    }
}
