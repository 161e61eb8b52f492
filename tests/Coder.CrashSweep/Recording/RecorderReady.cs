namespace Coder.CrashSweep.Recording;

/// <summary>The recorder's first line: its addresses.</summary>
internal sealed record RecorderReady(string Effects, string Model);
