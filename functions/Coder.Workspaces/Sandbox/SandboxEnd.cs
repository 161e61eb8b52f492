namespace Coder.Workspaces.Sandbox;

/// <summary>How a command ended.</summary>
public enum SandboxEnd
{
    Exited = 0,
    Signaled = 1,
    TimedOut = 2,
    Canceled = 3,

    /// <summary>The sandbox itself could not start the command; <see cref="SandboxResult.Output"/> says why.</summary>
    NotStarted = 4,

    /// <summary>Ended for a limit other than that of time; <see cref="SandboxResult.Limit"/> says for which.</summary>
    LimitHit = 5,
}
