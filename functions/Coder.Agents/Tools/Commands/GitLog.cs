namespace Coder.Agents.Tools.Commands;

internal sealed class GitLog : ITool
{
    public const int CommitsDefault = 20;
    public const int CommitsMax = 200;

    public string Name => "git_log";

    public string Description => "Shows the newest commits before this run, one a line.";

    public string Parameters => """
        {"type":"object","properties":{
          "limit":{"type":"integer","description":"Commits to show. Default 20, maximum 200."}}}
        """;

    public bool ReadsOnly => true;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        int limit = Math.Min(CommitsMax, arguments.Number("limit", atLeast: 1) ?? CommitsDefault);
        string log = await context.Session.LogAsync(limit, cancellation);
        return new ToolResult(log.Length > 0 ? log.TrimEnd() : "No commit.");
    }
}
