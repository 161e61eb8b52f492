namespace Coder.Functions.Contracts;

/// <summary>Input of <c>Quarantine</c>.</summary>
/// <param name="InstanceId">The orchestration that cannot go on.</param>
/// <param name="Error">Type and message of what it failed with.</param>
public sealed record QuarantineInput(int Schema, string Account, string RunId, string InstanceId, string Error);
