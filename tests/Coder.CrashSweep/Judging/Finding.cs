namespace Coder.CrashSweep.Judging;

/// <summary>A promise that was broken.</summary>
internal sealed record Finding(FindingKind Kind, string Text);
