using Microsoft.DurableTask.Execution;
using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Engine;

/// <summary>An instance in memory. <see cref="Sessions"/> guards its turn; whoever has the turn owns <see cref="Row"/> and <see cref="Execution"/>.</summary>
internal sealed class Session(long key)
{
    internal long Key => key;

    /// <summary>The stored row as of the last step; null before the first.</summary>
    internal InstanceRow? Row { get; set; }

    /// <summary>The live code; null when it has to be replayed.</summary>
    internal OrchestrationExecution? Execution { get; set; }

    /// <summary>The code came back on a thread of its own: the next step fails the instance.</summary>
    internal bool IsViolated { get; set; }

    internal List<SessionMessage> Messages { get; set; } = [];

    /// <summary>There may be something new in the stored inbox, or a start.</summary>
    internal bool Looks { get; set; }

    /// <summary>It waits for a turn or has it.</summary>
    internal bool IsScheduled { get; set; }

    /// <summary>Set when its last turn failed, or may have ended an earlier process: from then on tries are counted.</summary>
    internal bool IsSuspect { get; set; }

    /// <summary>This try of a suspect is counted: it may be made.</summary>
    internal bool IsCounted { get; set; }

    /// <summary>It is the one suspect that has its turn without other suspects beside it.</summary>
    internal bool IsAlone { get; set; }

    /// <summary>The number of this try of a suspect.</summary>
    internal int Tries { get; set; }

    /// <summary>What the last try of a suspect threw; null when it ended the process.</summary>
    internal Exception? LastError { get; set; }

    /// <summary>Why the instance is to be failed at its next turn.</summary>
    internal TaskFailureDetails? Condemned { get; set; }

    internal LinkedListNode<Session>? Idle { get; set; }

    internal DateTimeOffset IdleSince { get; set; }

    internal void Forget()
    {
        Row = null;
        Execution = null;
    }

    internal void Clear()
    {
        IsSuspect = false;
        IsCounted = false;
        Tries = 0;
        LastError = null;
    }
}
