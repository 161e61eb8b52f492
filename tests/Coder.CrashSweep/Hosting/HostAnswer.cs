namespace Coder.CrashSweep.Hosting;

/// <summary>A host's answer to a line.</summary>
/// <param name="Commits">Commits of this host so far.</param>
/// <param name="Ends">Of <see cref="HostCommand.Look"/>: the end of each known instance; null while it has none.</param>
internal sealed record HostAnswer(int Commits, IReadOnlyDictionary<string, string?> Ends);
