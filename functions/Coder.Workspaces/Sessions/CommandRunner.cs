using Coder.Workspaces.Dependencies;
using Coder.Workspaces.Files;
using Coder.Workspaces.Sandbox;

namespace Coder.Workspaces.Sessions;

/// <summary>Runs the commands of one workspace in its sandbox, with what dependency restore prepared.</summary>
internal sealed class CommandRunner(ISandbox sandbox, WorkspaceLayout layout, DependencyFolders dependencies, string projectDirectory)
{
    private const string ReportsInside = "/reports";

    public async Task<CommandResult> RunAsync(WorkspaceCommand command, bool network, IProgress<string>? output, CancellationToken cancellation)
    {
        var directory = WorkspacePath.Normalize(command.WorkingDirectory ?? projectDirectory);
        using (var folder = WorkspaceFolder.Open(layout.Files)) folder.List(directory, entriesMax: 0);
        if (command.ReportFolder is not null) Directory.CreateDirectory(command.ReportFolder);

        using var sink = new CommandSink(command, output);
        var result = await sandbox.RunAsync(Translate(command, directory, network), sink, cancellation);
        return new CommandResult(result.End, result.ExitCode, result.Duration, result.Output, sink.StandardOutput);
    }

    private SandboxCommand Translate(WorkspaceCommand command, string directory, bool network)
    {
        var environment = new Dictionary<string, string>(dependencies.Environment(network));
        if (command.ReportFolder is not null) environment["CODER_REPORTS"] = ReportsInside;
        foreach (var (name, value) in command.Environment) environment[name] = value;
        return new SandboxCommand
        {
            Arguments = command.Arguments,
            WorkspaceFolder = layout.Files,
            WorkingDirectory = directory,
            Environment = environment,
            Mounts = [.. dependencies.Mounts(network), .. MountsOf(command)],
            Network = network,
            StandardInput = command.StandardInput,
            Limits = new SandboxLimits { Time = command.Timeout },
        };
    }

    private static IEnumerable<SandboxMount> MountsOf(WorkspaceCommand command)
    {
        foreach (var (inside, host) in command.ReadOnlyFolders) yield return new SandboxMount(host, inside);
        if (command.ReportFolder is { } reports) yield return new SandboxMount(reports, ReportsInside, Writable: true);
    }
}
