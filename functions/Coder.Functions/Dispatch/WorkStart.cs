namespace Coder.Functions.Dispatch;

/// <summary>What became of a <see cref="WorkOrder"/>.</summary>
/// <param name="RunId">The run that does it; of one that waits, the run that it waits for. Null: it is not done.</param>
/// <param name="IsWaiting">True: it is done afterwards, with all that waits by then.</param>
/// <param name="Refusal">Why it is not done.</param>
internal sealed record WorkStart(string? RunId, bool IsWaiting, string? Refusal);
