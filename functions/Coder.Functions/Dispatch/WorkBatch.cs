using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>What the next run takes along.</summary>
/// <param name="Orders">Their places in the list of orders.</param>
/// <param name="Refusal">Why it is not done; null: it is.</param>
internal sealed record WorkBatch(RunTask Task, IReadOnlyList<int> Orders, bool IsAutomatic, string? Refusal);
