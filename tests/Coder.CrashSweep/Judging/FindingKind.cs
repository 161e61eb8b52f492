namespace Coder.CrashSweep.Judging;

internal enum FindingKind
{
    /// <summary>An acknowledged run is not there any more.</summary>
    LostRun,

    /// <summary>A run has not ended in time after the last restart.</summary>
    StuckRun,

    /// <summary>A run ended otherwise than without a kill: a result, an event or a turn is missing or there twice.</summary>
    WrongEnd,

    /// <summary>What one crash left committed, a later one did not.</summary>
    LostResult,

    /// <summary>An activity was run again although its result was committed.</summary>
    RepeatedResult,

    /// <summary>A model turn was requested again although it was committed.</summary>
    RepeatedTurn,

    /// <summary>One host did the same thing twice: what was in flight is repeated more than once.</summary>
    RepeatedInOneLife,

    /// <summary>A host refused what it has to serve.</summary>
    Refused,
}
