namespace Coder.Workspaces.Sandbox;

/// <summary>Runs one command on a folder such that nothing else of the machine can be read or written.</summary>
public interface ISandbox
{
    /// <summary>Short name for evidence and logs: <c>bwrap</c>, <c>none</c>.</summary>
    string Name { get; }

    /// <summary>Runs the command to its end, its time limit or its cancellation; the whole process tree is gone when the task completes.</summary>
    /// <param name="command">What to run, where, with which environment and limits.</param>
    /// <param name="output">Receives the merged stdout and stderr in order of arrival (capped), while the command runs.</param>
    /// <param name="cancellation">Kills the tree; the result then says <see cref="SandboxEnd.Canceled"/>.</param>
    Task<SandboxResult> RunAsync(SandboxCommand command, IOutputSink output, CancellationToken cancellation);
}
