using Coder.CrashSweep.Judging;

namespace Coder.CrashSweep.Driving;

/// <summary>A run that is wanted, and how far it has come as far as the driver was told.</summary>
/// <param name="id">Instance id of a plain run, idempotency key of an agent run.</param>
internal sealed class Plan(RunKind kind, string id)
{
    internal RunKind Kind => kind;

    internal string Id => id;

    /// <summary>The start was acknowledged.</summary>
    internal bool IsStarted { get; set; }

    /// <summary>Events that were acknowledged.</summary>
    internal int EventsSent { get; set; }

    /// <summary>The approval was acknowledged.</summary>
    internal bool IsAnswered { get; set; }

    /// <summary>Of an agent run, once it is started.</summary>
    internal string? RunId { get; set; }

    /// <summary>It was started, and the host does not know it.</summary>
    internal bool IsLost { get; set; }

    internal string? End { get; set; }

    /// <summary>From the last start of a host to the end, or to when it was given up.</summary>
    internal double SecondsAfterRestart { get; set; }

    internal bool IsOver => IsLost || End is not null;

    internal RunEnd Judged(IReadOnlyDictionary<RunKind, string> ends) => new($"{Kind.Name} {Id} {RunId}".TrimEnd(), ends[Kind], !IsLost, End, SecondsAfterRestart);
}
