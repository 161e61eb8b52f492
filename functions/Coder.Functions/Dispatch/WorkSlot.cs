namespace Coder.Functions.Dispatch;

/// <summary>One run for an issue or a pull request.</summary>
/// <param name="EventId">The event that asked for it: a repetition finds its run by it.</param>
/// <param name="IsAutomatic">True: nobody asked by name.</param>
internal sealed record WorkSlot(string EventId, string RunId, bool IsAutomatic);
