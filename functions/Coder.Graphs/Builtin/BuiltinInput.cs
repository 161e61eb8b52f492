namespace Coder.Graphs.Builtin;

/// <summary>What a run's request says to the platform steps.</summary>
public sealed record BuiltinInput
{
    /// <summary>True: plan gates are passed without asking.</summary>
    public bool AutoApprove { get; init; }

    /// <summary>Rounds of the fix loop; null: the state's <c>max_fix_attempts</c>, else 3.</summary>
    public int? MaxFixAttempts { get; init; }

    /// <summary>True: a run whose tests could not run may complete, marked as unverified.</summary>
    public bool AllowUnverified { get; init; }

    /// <summary>Project folder below the workspace; empty: its root.</summary>
    public string ProjectDir { get; init; } = "";
}
