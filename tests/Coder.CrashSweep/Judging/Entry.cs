namespace Coder.CrashSweep.Judging;

/// <summary>One thing that a host did to the world outside.</summary>
/// <param name="Key">Names the effect or turn: the same at every repetition.</param>
internal sealed record Entry(EntryKind Kind, string Key);
