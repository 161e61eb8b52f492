using System.Text.RegularExpressions;

namespace Coder.Workspaces.Reports;

/// <summary>How one test runner sums up on the console.</summary>
/// <param name="Counts">Every match adds its groups <c>passed</c>, <c>failed</c>, <c>skipped</c>, <c>total</c>.</param>
/// <param name="Failure">A line naming a failed test, in group <c>name</c>.</param>
internal sealed record ConsoleFormat(string Runner, Regex Counts, Regex? Failure)
{
    public static ConsoleFormat Of(string runner, string counts, string? failure) => new(runner, Compile(counts), failure is null ? null : Compile(failure));

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
