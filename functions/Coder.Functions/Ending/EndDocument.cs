using Coder.Contracts;
using Coder.Runs.Records;

namespace Coder.Functions.Ending;

/// <summary>How a run ends, decided once.</summary>
/// <param name="Operation">The final transition.</param>
/// <param name="Outcome"><c>complete</c>, <c>rejected</c>, <c>failed</c>; null when the graph did not end.</param>
/// <param name="Reason">When failed: <c>agent</c>, <c>platform</c>, <c>unverified</c>.</param>
/// <param name="ErrorCode">What kept the run from its end: when failed, timed out or canceled.</param>
/// <param name="Output">The end's text, first line the sentinel.</param>
public sealed record EndDocument(RunOperation Operation, string? Outcome, string? Reason, string? ErrorCode, string? Error, string Output)
{
    /// <summary>Why a run that succeeded is not verified, as its caller allowed; null: it is, or it did not succeed.</summary>
    public string? Unverified { get; init; }

    /// <summary>Why the policy blocks the run; empty: it does not.</summary>
    public IReadOnlyList<PolicyFindingView> PolicyFindings { get; init; } = [];
}
