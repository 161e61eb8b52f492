namespace Coder.Graphs.Definition;

public sealed record GraphSettings
{
    /// <summary>Entries of one node before the run is stopped (R3). Default 100.</summary>
    public int MaxLoopIterations { get; init; } = 100;

    /// <summary>Wall clock of the whole run; null: none.</summary>
    public int? TimeoutSeconds { get; init; }

    /// <summary>Default true.</summary>
    public bool LogStateSnapshots { get; init; } = true;

    /// <summary>Default true.</summary>
    public bool ValidateBeforeRun { get; init; } = true;

    /// <summary>Default 8.</summary>
    public int MaxConcurrency { get; init; } = 8;

    public NodeBudget? Budget { get; init; }
}
