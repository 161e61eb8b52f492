using Coder.Workspaces.Gates;

namespace Coder.Workspaces.Reports;

/// <summary>Makes and adds up <see cref="TestSummary"/>.</summary>
internal static class TestSummaries
{
    public const int FailuresMax = 200;
    public const int MessageCharactersMax = 2048;

    public static TestSummary Of(string source, int passed, int skipped, IReadOnlyCollection<TestFailure> failures) =>
        new(passed, failures.Count, skipped, source, [.. failures.Take(FailuresMax)]);

    /// <param name="whereabouts">Empty: the report says nothing apart.</param>
    public static TestFailure Failure(string name, string? message, string whereabouts = "") =>
        new(name, Cut((message ?? "").Trim())) { Whereabouts = whereabouts.Length == 0 ? null : Cut(whereabouts) };

    private static string Cut(string text) => text.Length <= MessageCharactersMax ? text : text[..MessageCharactersMax];

    /// <summary>One summary of several; null when there is none.</summary>
    public static TestSummary? Add(IReadOnlyList<TestSummary> summaries) => summaries.Count == 0 ? null : new TestSummary(
        summaries.Sum(summary => summary.Passed),
        summaries.Sum(summary => summary.Failed),
        summaries.Sum(summary => summary.Skipped),
        string.Join(", ", summaries.Select(summary => summary.Source).Distinct()),
        [.. summaries.SelectMany(summary => summary.Failures).Take(FailuresMax)]);
}
