namespace Coder.CrashSweep.Hosting;

/// <summary>A host's first line.</summary>
/// <param name="Address">Of its API.</param>
/// <param name="Commits">Commits of its start.</param>
internal sealed record HostReady(string Address, int Commits);
