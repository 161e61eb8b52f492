namespace Coder.Functions.Contracts;

/// <summary>Why an activity stopped before its work was done. Stored as numbers: never reorder.</summary>
public enum StopCause
{
    None = 0,

    /// <summary>The run's control row says pause.</summary>
    Paused = 1,

    /// <summary>The run's control row says cancel.</summary>
    Canceled = 2,

    /// <summary>The budget is spent.</summary>
    Budget = 3,

    /// <summary>The run's own wall clock ran out.</summary>
    TimedOut = 4,

    /// <summary>The time of an agent node ran out: its child ends, the run goes on.</summary>
    AgentTimedOut = 5,
}
