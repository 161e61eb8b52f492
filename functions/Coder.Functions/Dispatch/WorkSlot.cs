using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>A round of work at an issue or a pull request: the orders that one run takes along.</summary>
/// <param name="Orders">Their places in the list of orders.</param>
/// <param name="IsAutomatic">True: nobody asked by name.</param>
/// <param name="Refusal">Why there is no run; null: there is, or will be.</param>
internal sealed record WorkSlot(string RunId, RunTask Task, IReadOnlyList<int> Orders, bool IsAutomatic, string? Refusal);
