namespace Microsoft.DurableTask.History;

/// <summary>Something that an orchestrator asked for in a step; a replay of the step has to ask for the same.</summary>
/// <param name="Id">Sequence number in its generation.</param>
/// <param name="Name">The task's or event's name; empty for a timer.</param>
internal abstract record RecordedAction(int Id, string Name) : HistoryEvent
{
    /// <summary>Whether code that now asks for <paramref name="other"/> still is the code that asked for this.</summary>
    /// <remarks>Due times and ids of instances may change with a release (another retry interval, say) without harm; kind, order and name may not.</remarks>
    internal bool Matches(RecordedAction other) =>
        GetType() == other.GetType() && Id == other.Id && string.Equals(Name, other.Name, StringComparison.OrdinalIgnoreCase);

    internal abstract string Describe();
}

internal sealed record ActivityScheduled(int Id, string Name) : RecordedAction(Id, Name)
{
    internal override string Describe() => $"a call of activity '{Name}' (#{Id})";
}

internal sealed record SubOrchestrationScheduled(int Id, string Name, string InstanceId) : RecordedAction(Id, Name)
{
    internal override string Describe() => $"a call of sub-orchestrator '{Name}' (#{Id})";
}

internal sealed record TimerCreated(int Id, DateTime FireAt) : RecordedAction(Id, string.Empty)
{
    internal override string Describe() => $"a timer (#{Id})";
}

internal sealed record EventSent(int Id, string InstanceId, string Name) : RecordedAction(Id, Name)
{
    internal override string Describe() => $"an event '{Name}' sent to another instance (#{Id})";
}
