using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Files;

internal sealed class FsGrep : ITool
{
    public const int MatchesMax = 200;
    public const int LineCharactersMax = 400;

    public string Name => "fs_grep";

    public string Description => "Finds lines that match a regular expression (no look-around, no back-references) and gives them as path:line:text.";

    public string Parameters => """
        {"type":"object","properties":{
          "pattern":{"type":"string","description":"Regular expression."},
          "path":{"type":"string","description":"File or folder to search. Default: all files."},
          "glob":{"type":"string","description":"Only files that match, e.g. **/*.cs"},
          "ignore_case":{"type":"boolean","description":"Default false."}},
         "required":["pattern"]}
        """;

    public bool ReadsOnly => true;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        string pattern = arguments.Text("pattern");
        IReadOnlyList<WorkspaceMatch> matches = await MatchesAsync(arguments, context.Session, pattern, cancellation);
        if (matches.Count == 0)
            return new ToolResult($"No line matches {pattern}.");

        IEnumerable<string> lines = matches.Select(match => $"{match.Path}:{match.Line}:{Cut(match.Text)}");
        return new ToolResult(string.Join('\n', lines) + (matches.Count == MatchesMax ? $"\n[stopped after {MatchesMax} matches; narrow the pattern]" : ""));
    }

    private static async Task<IReadOnlyList<WorkspaceMatch>> MatchesAsync(
        ToolArguments arguments, IWorkspaceSession session, string pattern, CancellationToken cancellation)
    {
        string? path = arguments.TextOrNull("path");
        string? glob = arguments.TextOrNull("glob", "include");
        bool ignoreCase = arguments.Flag("ignore_case");
        try
        {
            if (path is null or "" or "." or "./")
                return await session.GrepAsync(pattern, glob, ignoreCase, MatchesMax, cancellation);

            // The path may be a file or a folder: a file's own name as glob matches only itself.
            IReadOnlyList<WorkspaceMatch> inFile = glob is null ? await session.GrepAsync(pattern, path.TrimEnd('/'), ignoreCase, MatchesMax, cancellation) : [];
            return inFile.Count > 0 ? inFile : await session.GrepAsync(pattern, FsGlob.Below(path, glob ?? "**"), ignoreCase, MatchesMax, cancellation);
        }
        catch (Exception error) when (error is ArgumentException or NotSupportedException)
        {
            throw new ToolFailureException($"The pattern cannot be used: {error.Message}");
        }
    }

    private static string Cut(string line) => line.Length <= LineCharactersMax ? line : line[..LineCharactersMax] + "…";
}
