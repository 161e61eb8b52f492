namespace Coder.Functions.Contracts;

/// <summary>Input of <c>Settle</c>: what made the run stop.</summary>
public sealed record SettleInput(int Schema, string Account, string RunId, StopCause Cause);
