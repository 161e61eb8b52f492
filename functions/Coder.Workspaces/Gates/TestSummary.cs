namespace Coder.Workspaces.Gates;

/// <param name="Source"><c>trx</c>, <c>junit</c>, <c>tap</c>, <c>console</c>.</param>
/// <param name="Failures">At most 200, in report order.</param>
public sealed record TestSummary(int Passed, int Failed, int Skipped, string Source, IReadOnlyList<TestFailure> Failures);
