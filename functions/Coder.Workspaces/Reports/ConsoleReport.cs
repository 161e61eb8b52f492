using System.Globalization;
using System.Text.RegularExpressions;
using Coder.Workspaces.Gates;

namespace Coder.Workspaces.Reports;

/// <summary>Reads the summaries that test runners print, where there is no report.</summary>
public static partial class ConsoleReport
{
    private const string N = @"\d{1,9}";

    private const string Words = $@"(?<passed>{N}) x?passed|(?<failed>{N}) (failed|errors?)\b|(?<skipped>{N}) (skipped|todo|xfailed|ignored)";

    // dotnet test, its newer runner, xunit's own, node, jest, vitest, mocha, unittest, pytest, cargo, go test -v, CTest, Maven, Gradle, automake.
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
        ConsoleFormat.Of(@"^test result: .*", Words, @"^test (?<name>\S.*?) \.\.\. FAILED$"),
        ConsoleFormat.Of(
            @"^ *--- (PASS|FAIL|SKIP): .*|^FAIL\s+\S+ \[(build|setup) failed\]$",
            @"--- (?<passed>PASS): |--- (?<failed>FAIL): |--- (?<skipped>SKIP): |^(?<failed>FAIL)\s", @"^ *--- FAIL: (?<name>\S+)|^FAIL\s+(?<name>\S+) \["),
        ConsoleFormat.Of(
            @"^ *\d+/\d+ Test +#\d+: .*", @" (?<passed>Passed) |\*\*\*(?<skipped>Skipped|Not Run \(Disabled\))|\*\*\*(?<failed>Failed|Timeout|Exception|Not Run)\b",
            @"^ *\d+/\d+ Test +#\d+: (?<name>\S+) \.*\*\*\*(Failed|Timeout|Exception|Not Run  )"),
        ConsoleFormat.Of(
            @"^(\[\w+\] )?Tests run: \d+, Failures: \d+, Errors: \d+, Skipped: \d+$", $@"run: (?<total>{N})|(Failures|Errors): (?<failed>{N})|Skipped: (?<skipped>{N})",
            @"^(\[ERROR\] )?\s*(?<name>\S+) +Time elapsed: .*<<< (FAILURE|ERROR)!"),
        ConsoleFormat.Of(@"^\d+ tests? completed\b.*", $@"(?<total>{N}) tests? completed|(?<failed>{N}) failed|(?<skipped>{N}) skipped", @"^(?<name>\S+ > .+) FAILED$"),
        ConsoleFormat.Of(null, $@"^# PASS: +(?<passed>{N})$|^# (FAIL|XPASS|ERROR): +(?<failed>{N})$|^# SKIP: +(?<skipped>{N})$", @"^(FAIL|XPASS|ERROR): (?<name>.+)$"),
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

    /// <summary>A group that is no number says of one test how it ended.</summary>
    private static int Sum(IEnumerable<Match> matches, string group) => (int)Math.Min(
        int.MaxValue,
        matches.Select(match => match.Groups[group]).Where(found => found.Success)
            .Sum(found => long.TryParse(found.ValueSpan, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : 1));

    [GeneratedRegex(@"\e\[[0-9;?]*[A-Za-z]")]
    private static partial Regex Escape();
}
