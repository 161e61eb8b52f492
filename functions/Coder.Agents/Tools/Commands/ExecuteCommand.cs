using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Commands;

internal sealed class ExecuteCommand : ITool
{
    public string Name => "execute_command";

    public string Description =>
        "Runs a bash command line in the sandboxed workspace, without network (unless the repository's settings name hosts), and gives its exit code and output (head and tail when long). "
        + "It gets no input and must end by itself.";

    public string Parameters => """
        {"type":"object","properties":{
          "command":{"type":"string","description":"The command line."},
          "working_directory":{"type":"string","description":"Folder, relative to the workspace. Default: the project's folder."},
          "timeout":{"type":"integer","description":"Seconds; there is a ceiling."}},
         "required":["command"]}
        """;

    public bool ReadsOnly => false;

    public async Task<ToolResult> RunAsync(ToolArguments arguments, ToolContext context, CancellationToken cancellation)
    {
        TimeSpan ceiling = context.CommandTimeMax;
        TimeSpan timeout = arguments.Number("timeout", atLeast: 1) is { } seconds && seconds < ceiling.TotalSeconds ? TimeSpan.FromSeconds(seconds) : ceiling;
        WorkspaceCommand command = WorkspaceCommand.Shell(arguments.Text("command")) with
        {
            WorkingDirectory = arguments.TextOrNull("working_directory", "cwd"),
            Timeout = timeout,
        };
        return CommandText.Result(await context.Session.RunAsync(command, context.CommandOutput, cancellation), timeout, changedFiles: true);
    }
}
