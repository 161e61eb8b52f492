using System.Globalization;
using System.Text.RegularExpressions;
using Coder.Workspaces.Gates;

namespace Coder.Workspaces.Reports;

/// <summary>Reads the summaries that test runners print, where there is no report.</summary>
public static partial class ConsoleReport
{
    private const string N = @"(\d{1,9})";

    private static readonly ConsoleFormat[] Table =
    [
        ConsoleFormat.Of("dotnet", $@"(Passed|Failed|Skipped)!\s+-\s+Failed:\s*(?<failed>{N}), Passed:\s*(?<passed>{N}), Skipped:\s*(?<skipped>{N})", @"^\s*Failed (?<name>\S.*?) \[[^\]]*\]\s*$"),
        ConsoleFormat.Of("testing-platform", $@"^\s+failed: (?<failed>{N})\s*$|^\s+succeeded: (?<passed>{N})\s*$|^\s+skipped: (?<skipped>{N})\s*$", @"^failed (?<name>\S+)"),
        ConsoleFormat.Of("xunit", $@"Total: (?<total>{N}), Errors: (?<failed>{N}), Failed: (?<failed>{N}), Skipped: (?<skipped>{N})", @"^\s*(?<name>\S.*?) \[FAIL\]"),
        ConsoleFormat.Of("node", $@"^(ℹ|#) (pass (?<passed>{N})|(fail|cancelled) (?<failed>{N})|(skipped|todo) (?<skipped>{N}))\s*$", @"^\s*(✖|not ok \d+ -) (?<name>.+?)( \([\d.]+m?s\))?\s*$"),
        ConsoleFormat.Of("jest", $@"^Tests:\s+((?<failed>{N}) failed, )?((?<skipped>{N}) skipped, )?((?<skipped>{N}) todo, )?((?<passed>{N}) passed, )?{N} total", @"^\s+● (?<name>.+)$"),
        ConsoleFormat.Of("vitest", $@"^\s*Tests\s+((?<failed>{N}) failed)?[ |]*((?<passed>{N}) passed)?[ |]*((?<skipped>{N}) (skipped|todo))?[^\n]*\({N}\)", @"^\s*FAIL\s+(?<name>.+)$"),
        ConsoleFormat.Of("mocha", $@"^\s+((?<passed>{N}) passing|(?<failed>{N}) failing|(?<skipped>{N}) pending)\b", @"^\s+\d+\) (?<name>.+?):?\s*$"),
        ConsoleFormat.Of("unittest", $@"^Ran (?<total>{N}) tests? in |^(OK|FAILED) \((failures=(?<failed>{N}))?(, )?(errors=(?<failed>{N}))?(, )?(skipped=(?<skipped>{N}))?", @"^(FAIL|ERROR): (?<name>.+)$"),
        ConsoleFormat.Of("pytest", $@"(^=+ |, |^)((?<passed>{N}) (passed|xpassed)|(?<failed>{N}) (failed|errors?)|(?<skipped>{N}) (skipped|xfailed|deselected))(,[^\n]*)? in [\d.]+s", @"^(FAILED|ERROR) (?<name>\S+)"),
        ConsoleFormat.Of("cargo", $@"^test result: \w+\. (?<passed>{N}) passed; (?<failed>{N}) failed; (?<skipped>{N}) ignored", @"^test (?<name>\S+) \.\.\. FAILED$"),
    ];

    /// <summary>The summary in a console text, by the first runner of the table that it has one of; null when it has none.</summary>
    public static TestSummary? Parse(string text)
    {
        var plain = Escape().Replace(text, "").Replace("\r", "", StringComparison.Ordinal);
        return Table.Select(format => Read(format, format.Runner == "pytest" ? PytestLines(plain) : plain, plain)).FirstOrDefault(summary => summary is not null);
    }

    private static TestSummary? Read(ConsoleFormat format, string summaryText, string text)
    {
        try
        {
            var matches = format.Counts.Matches(summaryText);
            if (matches.Count == 0) return null;
            var (failed, skipped) = (Sum(matches, "failed"), Sum(matches, "skipped"));
            var passed = Sum(matches, "passed") + Math.Max(0, Sum(matches, "total") - (format.Counts.GetGroupNames().Contains("total") ? failed + skipped : 0));
            var names = failed == 0 || format.Failure is null ? [] : format.Failure.Matches(text).Select(match => match.Groups["name"].Value).Distinct();
            return new TestSummary(passed, failed, skipped, "console", [.. names.Take(Math.Min(failed, TestSummaries.FailuresMax)).Select(name => TestSummaries.Failure(name, null))]);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static int Sum(MatchCollection matches, string group) => (int)Math.Min(
        int.MaxValue, matches.Sum(match => match.Groups[group].Captures.Sum(capture => long.Parse(capture.ValueSpan, CultureInfo.InvariantCulture))));

    /// <summary>pytest sums up in one line of any order; each count is put on a line of its own, so that all are found.</summary>
    private static string PytestLines(string text) => string.Join('\n', PytestSummary().Matches(text).SelectMany(line =>
        line.Groups["counts"].Value.Split(", ").Select(count => count + " in 0s")));

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();

    [GeneratedRegex(@"^(=+ )?(?<counts>\d+ [a-z]+(, \d+ [a-z]+)*) in [\d.]+s\b", RegexOptions.Multiline)]
    private static partial Regex PytestSummary();
}
