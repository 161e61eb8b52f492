namespace Coder.CrashSweep.Driving;

/// <summary>The host has ended, as a killed one does.</summary>
internal sealed class HostDiedException : Exception;
