using System.Text.RegularExpressions;

namespace Coder.Workspaces.Reports;

/// <summary>How one test runner sums up on the console.</summary>
/// <param name="Line">The lines that sum up; null: any.</param>
/// <param name="Counts">Every match in them adds its groups <c>passed</c>, <c>failed</c>, <c>skipped</c>, <c>total</c>.</param>
/// <param name="Failure">A line naming a failed test, in group <c>name</c>.</param>
internal sealed record ConsoleFormat(Regex? Line, Regex Counts, Regex Failure)
{
    public static ConsoleFormat Of(string? line, string counts, string failure) => new(line is null ? null : Compile(line), Compile(counts), Compile(failure));

    private static Regex Compile(string pattern) =>
        new(pattern, RegexOptions.NonBacktracking | RegexOptions.Multiline | RegexOptions.CultureInvariant, TimeSpan.FromSeconds(5));
}
