namespace Coder.Functions.Dispatch;

/// <summary>What became of a <see cref="WorkOrder"/>.</summary>
/// <param name="RunId">Null: none was stored.</param>
/// <param name="Refusal">Why not.</param>
internal sealed record WorkStart(string? RunId, string? Refusal);
