using Coder.Graphs.Definition;

namespace Coder.Graphs.Stepping;

/// <summary>The run is over.</summary>
/// <param name="Output">The end node's text; for a run-time error a text that begins with the sentinel.</param>
/// <param name="Code">Why it failed: a rule id (R3, …) or a stable word (<c>unverified</c>, <c>fix_attempts_exhausted</c>, …); null: no reason given.</param>
/// <param name="Message">One sentence for <paramref name="Code"/>.</param>
/// <param name="Node">The end node, or the node that failed.</param>
public sealed record Finish(RunOutcome Outcome, string Output, string? Code = null, string? Message = null, string? Node = null) : GraphCommand;
