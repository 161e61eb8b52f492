using System.Globalization;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Commands;

/// <summary>Tells the model how a command ended.</summary>
internal static class CommandText
{
    /// <exception cref="WorkspaceException"><c>sandbox_unavailable</c>: the command was never started.</exception>
    public static ToolResult Result(CommandResult result, TimeSpan timeout, bool changedFiles)
    {
        string seconds = result.Duration.TotalSeconds.ToString("0.0", CultureInfo.InvariantCulture);
        string end = result.End switch
        {
            SandboxEnd.LimitHit => $"Stopped after {seconds} s: it {result.Limit?.Reason}.",
            SandboxEnd.Exited or SandboxEnd.Signaled when result.Limit is { } limit && !result.Succeeded =>
                $"Exit code {result.ExitCode} after {seconds} s; it {limit.Reason}.",
            SandboxEnd.Exited => $"Exit code {result.ExitCode} after {seconds} s.",
            SandboxEnd.Signaled => $"Killed by a signal (exit code {result.ExitCode}) after {seconds} s.",
            SandboxEnd.TimedOut => $"Stopped: not finished after {timeout.TotalSeconds:0} s.",
            SandboxEnd.Canceled => "Canceled.",
            _ => throw new WorkspaceException("sandbox_unavailable", $"The sandbox did not start the command: {result.Output}"),
        };
        string output = result.Output.Length > 0 ? result.Output : "(no output)";
        return new ToolResult($"{end}\n{output}", IsError: !result.Succeeded, changedFiles);
    }
}
