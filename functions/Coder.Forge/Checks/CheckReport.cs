namespace Coder.Forge.Checks;

/// <summary>A check of ours, as the forge keeps it.</summary>
/// <param name="Id">The forge's name for it.</param>
/// <param name="FindingCount">Findings that the forge has.</param>
public sealed record CheckReport(string Id, CheckState State, int FindingCount);
