namespace Coder.CrashSweep.Judging;

/// <summary>What the recorder saw.</summary>
internal enum EntryKind
{
    /// <summary>The effect of an activity.</summary>
    Effect,

    /// <summary>A request to the model.</summary>
    Turn,
}
