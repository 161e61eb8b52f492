namespace Coder.Functions.Contracts;

/// <summary>Output of <c>Settle</c>: <see cref="StopCause.None"/> to go on, a final cause to end, another to wait.</summary>
public sealed record SettleOutput(int Schema, StopCause Cause);
