using Coder.Workspaces.Files;
using Coder.Workspaces.Reports;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Gates;

/// <summary>Runs a gate's commands one after the other and reads what they left.</summary>
internal sealed class GateExecution(IWorkspaceSession workspace, GateRequest request)
{
    /// <summary>All commands of a test, lint or format gate; those of a build only until one fails.</summary>
    public async Task<IReadOnlyList<GateStepResult>> RunAsync(IReadOnlyList<GateStep> steps, IProgress<string>? output, CancellationToken cancellation)
    {
        var results = new List<GateStepResult>();
        foreach (var step in steps)
        {
            results.Add(await RunAsync(step, results.Count + 1, output, cancellation));
            if (request.Kind == GateKind.Build && !results[^1].Succeeded) break;
        }

        return results;
    }

    private async Task<GateStepResult> RunAsync(GateStep step, int number, IProgress<string>? output, CancellationToken cancellation)
    {
        var name = $"{request.Kind.ToString().ToLowerInvariant()}-{number}";
        var log = Path.Combine(request.LogFolder, name + ".log");
        var reports = Path.Combine(request.LogFolder, name + "-reports");
        Directory.CreateDirectory(request.LogFolder);
        // Reports of an earlier attempt must not speak for this one.
        new WorkspaceTrash(reports + "-old").Delete(reports);
        var command = WorkspaceCommand.Shell(step.RunLine) with
        {
            WorkingDirectory = step.Directory,
            Timeout = request.Timeout,
            LogFile = log,
            ReportFolder = request.Kind == GateKind.Test ? reports : null,
        };
        var result = await RunAsync(command, output, cancellation);
        cancellation.ThrowIfCancellationRequested();
        var tests = request.Kind == GateKind.Test ? ReadTests(reports, log) : null;
        return new GateStepResult(new GateCommand(step.Directory, step.Line, result.ExitCode, result.Duration.TotalSeconds, log), result.End, result.Output, tests, result.Limit);
    }

    private async Task<CommandResult> RunAsync(WorkspaceCommand command, IProgress<string>? output, CancellationToken cancellation)
    {
        try
        {
            return await workspace.RunAsync(command, output, cancellation);
        }
        catch (WorkspacePathException missing)
        {
            // The project's folder has gone, or become a link, since it was named.
            return new CommandResult(SandboxEnd.NotStarted, -1, TimeSpan.Zero, missing.Message);
        }
    }

    private static TestSummary? ReadTests(string reports, string log)
    {
        var summary = Directory.Exists(reports) ? ReportFolder.Read(reports) : null;
        return summary ?? ReportFolder.ReadConsole(log);
    }
}
