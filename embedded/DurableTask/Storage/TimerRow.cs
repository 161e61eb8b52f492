namespace Microsoft.DurableTask.Storage;

/// <summary>A timer that has not fired. Its id is the timer's number, or <see cref="Start"/> for the start of a scheduled instance.</summary>
internal sealed record TimerRow(long Key, int Generation, int Id, DateTime FireAt, int Tries = 0)
{
    internal const int Start = -1;
}
