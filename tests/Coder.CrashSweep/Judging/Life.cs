namespace Coder.CrashSweep.Judging;

/// <summary>What one host did from its start to its end, and what the store held after that.</summary>
/// <param name="Entries">In the recorder's order.</param>
/// <param name="Results">Effects whose results are committed.</param>
/// <param name="Turns">Model turns that are committed.</param>
internal sealed record Life(IReadOnlyList<Entry> Entries, IReadOnlySet<string> Results, IReadOnlySet<string> Turns);
