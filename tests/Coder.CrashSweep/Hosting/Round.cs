namespace Coder.CrashSweep.Hosting;

/// <summary>Input of one generation of an eternal run.</summary>
internal sealed record Round(int Number, string Results);
