using Coder.Runs.Records;

namespace Coder.Functions.Ending;

/// <summary>How a run ends, decided once.</summary>
/// <param name="Operation">The final transition.</param>
/// <param name="Outcome"><c>complete</c>, <c>rejected</c>, <c>failed</c>; null when the graph did not end.</param>
/// <param name="Reason">When failed: <c>agent</c>, <c>platform</c>, <c>unverified</c>.</param>
/// <param name="Output">The end's text, first line the sentinel.</param>
public sealed record EndDocument(RunOperation Operation, string? Outcome, string? Reason, string? ErrorCode, string? Error, string Output);
