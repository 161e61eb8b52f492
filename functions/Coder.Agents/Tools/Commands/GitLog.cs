using System.Globalization;
using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Commands;

internal sealed class GitLog : ITool
{
    public const int EntriesDefault = 20;
    public const int EntriesMax = 200;
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(30);

    public string Name => "git_log";

    public string Description => "Shows the newest commits before this run: hash, date, author, subject.";

    public string Parameters => """
        {"type":"object","properties":{"limit":{"type":"integer","description":"Commits to show. Default 20, maximum 200."},"path":{"type":"string","description":"Only commits that touch this file or folder."}}}
        """;

    public bool ReadsOnly => true;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        int limit = Math.Min(EntriesMax, arguments.Number("limit", atLeast: 1) ?? EntriesDefault);
        List<string> line =
        [
            "git", "--no-pager", "log", "-n", limit.ToString(CultureInfo.InvariantCulture), "--date=short", "--no-color", "--format=%h %ad %an: %s",
            context.Session.Spec.BaseCommit,
        ];
        if (arguments.TextOrNull("path") is { Length: > 0 } path)
            line.AddRange(["--", path]);

        var command = new WorkspaceCommand { Arguments = line, WorkingDirectory = ".", Timeout = TimeMax };
        CommandResult result = await context.Session.RunAsync(command, output: null, cancellation);
        return result.Succeeded
            ? new ToolResult(result.Output.Length > 0 ? result.Output.TrimEnd() : "No commit.")
            : CommandText.Result(result, TimeMax, changedFiles: false);
    }
}
