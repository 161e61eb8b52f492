using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Commands;

internal sealed class GitDiff : ITool
{
    public string Name => "git_diff";

    public string Description => "Shows everything that this run has changed so far, against the commit it started from.";

    public string Parameters => """
        {"type":"object","properties":{
          "stat":{"type":"boolean","description":"Only the list of files with added and removed lines. Default false."}}}
        """;

    public bool ReadsOnly => true;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        WorkspaceDiff diff = await context.Session.DiffAsync(cancellation);
        if (diff.Files.Count == 0)
            return new ToolResult("Nothing has changed.");
        return new ToolResult(arguments.Flag("stat") ? string.Join('\n', diff.Files.Select(Line)) : diff.Patch);
    }

    private static string Line(ChangedFile file) =>
        $"{file.Status} {file.Path} {(file.Added < 0 ? "(binary)" : $"+{file.Added} -{file.Removed}")}";
}
