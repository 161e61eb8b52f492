using System.Globalization;
using System.Text.RegularExpressions;
using Coder.Workspaces.Gates;

namespace Coder.Workspaces.Reports;

/// <summary>Reads the summaries that test runners print, where there is no report.</summary>
public static partial class ConsoleReport
{
    private const string N = @"\d{1,9}";

    private const string Words = $@"(?<passed>{N}) x?passed|(?<failed>{N}) (failed|errors?)\b|(?<skipped>{N}) (skipped|todo|xfailed|ignored)";

    // dotnet test, its newer runner, xunit's own, node, jest, vitest, mocha, unittest, pytest, cargo.
    private static readonly ConsoleFormat[] Table =
    [
        ConsoleFormat.Of(@"(Passed|Failed|Skipped)!\s+-\s+Failed:.*", $@"Failed:\s*(?<failed>{N})|Passed:\s*(?<passed>{N})|Skipped:\s*(?<skipped>{N})", @"^\s*Failed (?<name>\S.*?) \[[^\]]*\]\s*$"),
        ConsoleFormat.Of(null, $@"^\s+failed: (?<failed>{N})\s*$|^\s+succeeded: (?<passed>{N})\s*$|^\s+skipped: (?<skipped>{N})\s*$", @"^failed (?<name>\S+)"),
        ConsoleFormat.Of(@"Total: \d+, Errors: \d+, Failed: .*", $@"Total: (?<total>{N})|(Errors|Failed): (?<failed>{N})|Skipped: (?<skipped>{N})", @"^\s*(?<name>\S.*?) \[FAIL\]"),
        ConsoleFormat.Of(null, $@"^(ℹ|#) (pass (?<passed>{N})|(fail|cancelled) (?<failed>{N})|(skipped|todo) (?<skipped>{N}))\s*$", @"^\s*(✖|not ok \d+ -) (?<name>.+?)( \([\d.]+m?s\))?\s*$"),
        ConsoleFormat.Of(@"^Tests:\s.*\d total", Words, @"^\s+● (?<name>.+)$"),
        ConsoleFormat.Of(@"^\s*Tests\s.*\(\d+\)\s*$", Words, @"^\s*FAIL\s+(?<name>.+)$"),
        ConsoleFormat.Of(null, $@"^\s+((?<passed>{N}) passing|(?<failed>{N}) failing|(?<skipped>{N}) pending)\b", @"^\s+\d+\) (?<name>.+?):?\s*$"),
        ConsoleFormat.Of(@"^Ran \d+ tests? in .*|^(OK|FAILED) \(.*\)", $@"Ran (?<total>{N})|expected failures=\d+|(failures|errors)=(?<failed>{N})|skipped=(?<skipped>{N})", @"^(FAIL|ERROR): (?<name>.+)$"),
        ConsoleFormat.Of(@"^(=+ )?\d+ [a-z]+(, \d+ [a-z]+)* in [\d.]+s\b", Words, @"^(FAILED|ERROR) (?<name>\S+)"),
        ConsoleFormat.Of(@"^test result: .*", Words, @"^test (?<name>\S+) \.\.\. FAILED$"),
    ];

    /// <summary>The summary in a console text, by the first runner of the table that it has one of; null when it has none.</summary>
    public static TestSummary? Parse(string text)
    {
        var plain = Escape().Replace(text, "").Replace("\r", "", StringComparison.Ordinal);
        return Table.Select(format => Read(format, plain)).FirstOrDefault(summary => summary is not null);
    }

    private static TestSummary? Read(ConsoleFormat format, string text)
    {
        try
        {
            IEnumerable<string> lines = format.Line is null ? [text] : format.Line.Matches(text).Select(match => match.Value);
            var counts = lines.SelectMany(line => format.Counts.Matches(line)).ToList();
            if (counts.Count == 0) return null;
            var (passed, failed, skipped, total) = (Sum(counts, "passed"), Sum(counts, "failed"), Sum(counts, "skipped"), Sum(counts, "total"));
            if (total > 0) passed = Math.Max(0, total - failed - skipped);
            var names = failed == 0 ? [] : format.Failure.Matches(text).Select(match => match.Groups["name"].Value).Distinct();
            return new TestSummary(passed, failed, skipped, "console", [.. names.Take(Math.Min(failed, TestSummaries.FailuresMax)).Select(name => TestSummaries.Failure(name, null))]);
        }
        catch (RegexMatchTimeoutException)
        {
            return null;
        }
    }

    private static int Sum(IEnumerable<Match> matches, string group) => (int)Math.Min(
        int.MaxValue, matches.Where(match => match.Groups[group].Success).Sum(match => long.Parse(match.Groups[group].ValueSpan, CultureInfo.InvariantCulture)));

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
