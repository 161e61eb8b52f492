using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Commands;

internal sealed class AstGrep : ITool
{
    private const int NotFound = 127;
    private static readonly TimeSpan TimeMax = TimeSpan.FromSeconds(60);

    public string Name => "ast_grep";

    public string Description => "Finds code by its syntax tree ($NAME stands for any one node, $$$NAME for several), where ast-grep is installed.";

    public string Parameters => """
        {"type":"object","properties":{
          "pattern":{"type":"string","description":"Code with $NAME placeholders."},
          "language":{"type":"string","description":"e.g. csharp, typescript, python"},
          "path":{"type":"string","description":"File or folder. Default: the workspace's root."}},
         "required":["pattern","language"]}
        """;

    public bool ReadsOnly => true;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        var command = new WorkspaceCommand
        {
            Arguments =
            [
                "bash", "-c", "command -v ast-grep >/dev/null || exit 127; exec ast-grep run --color never --pattern \"$1\" --lang \"$2\" -- \"$3\"", "ast_grep",
                arguments.Text("pattern"), arguments.Text("language"), arguments.TextOrNull("path") is { Length: > 0 } path ? path : ".",
            ],
            WorkingDirectory = ".",
            Timeout = TimeMax,
        };
        CommandResult result = await context.Session.RunAsync(command, output: null, cancellation);
        return result switch
        {
            { End: SandboxEnd.Exited, ExitCode: NotFound } => ToolResult.Error("ast-grep is not installed in this workspace. Use fs_grep."),
            // ast-grep ends with 1 when nothing matches.
            { End: SandboxEnd.Exited, ExitCode: 0 or 1 } when result.Output.Trim().Length == 0 => new ToolResult("No code matches."),
            { Succeeded: true } => new ToolResult(result.Output),
            _ => CommandText.Result(result, TimeMax, changedFiles: false),
        };
    }
}
