namespace Coder.Forge.Checks;

/// <summary>How a check stands.</summary>
public enum CheckState
{
    /// <summary>Queued or running.</summary>
    Pending,
    Passed,
    Failed,

    /// <summary>It ended without having looked: skipped, or out of date.</summary>
    NotRun,
}
