using System.Globalization;
using System.Text.RegularExpressions;
using Coder.Workspaces.Gates;

namespace Coder.Workspaces.Reports;

/// <summary>Reads TAP, subtests included: what has subtests counts only by them, unless it failed while they passed.</summary>
public static partial class TapReport
{
    /// <summary>The summary of a TAP text; null when it has no test point and no plan.</summary>
    public static TestSummary? Parse(string text)
    {
        var reading = new Reading();
        foreach (var line in text.Split('\n')) reading.Take(line.TrimEnd('\r'));
        return reading.Finish();
    }

    /// <summary>The summary of TAP in a console's text; null without a plan, since a line may begin with "ok" for any reason.</summary>
    public static TestSummary? ParseConsole(string text) => text.Split('\n').Any(line => Plan().IsMatch(line)) ? Parse(text) : null;

    private sealed class Reading
    {
        private readonly List<TestFailure> _failures = [];
        private readonly Dictionary<int, string> _titles = [];
        private readonly SortedDictionary<int, (int Points, int Failed)> _below = [];
        private readonly List<string> _diagnostic = [];
        private int _passed;
        private int _skipped;
        private int? _planned;
        private int _topPoints;
        private bool _inDiagnostic;
        private bool _lastFailed;

        public void Take(string line)
        {
            var text = line.TrimStart(' ');
            if (_inDiagnostic) TakeDiagnostic(text);
            else if (text == "---") _inDiagnostic = true;
            else if (Point().Match(text) is { Success: true } point) TakePoint(line.Length - text.Length, point);
            else if (Subtest().Match(text) is { Success: true } subtest) _titles[line.Length - text.Length] = subtest.Groups[1].Value;
            else if (line.Length == text.Length && Plan().Match(text) is { Success: true } plan) _planned = int.Parse(plan.Groups[1].Value, CultureInfo.InvariantCulture);
            else if (text.StartsWith("Bail out!", StringComparison.Ordinal)) _failures.Add(TestSummaries.Failure("Bail out!", text));
        }

        public TestSummary? Finish()
        {
            if (_planned is null && _topPoints == 0 && _failures.Count == 0) return null;
            if (_planned is { } planned && _topPoints < planned)
            {
                _failures.Add(TestSummaries.Failure("TAP plan", $"{planned} tests were planned, {_topPoints} reported: the run ended early."));
            }

            return TestSummaries.Of("tap", _passed, _skipped, _failures);
        }

        private void TakePoint(int indent, Match point)
        {
            _lastFailed = false;
            if (indent == 0) _topPoints++;
            var below = _below.Where(level => level.Key > indent).Select(level => level.Value).ToList();
            foreach (var level in _below.Keys.Where(level => level > indent).ToList()) _below.Remove(level);
            var (points, failedBelow) = (below.Sum(level => level.Points), below.Sum(level => level.Failed));

            var ignored = Directive().IsMatch(point.Groups["rest"].Value);
            var failed = point.Groups["not"].Success && !ignored;
            var (at, failedHere) = _below.GetValueOrDefault(indent);
            _below[indent] = (at + 1, failedHere + (failed || failedBelow > 0 ? 1 : 0));
            if (points > 0 && (!failed || failedBelow > 0)) return;

            if (failed)
            {
                _failures.Add(TestSummaries.Failure(NameOf(indent, point.Groups["rest"].Value), ""));
                _lastFailed = true;
            }
            else if (ignored) _skipped++;
            else _passed++;
        }

        private string NameOf(int indent, string rest)
        {
            var outer = _titles.Where(title => title.Key < indent).OrderBy(title => title.Key).Select(title => title.Value);
            var name = rest.Replace("\\#", "#", StringComparison.Ordinal).Trim();
            return string.Join(" > ", outer.Append(name));
        }

        private void TakeDiagnostic(string text)
        {
            if (text != "...")
            {
                if (_diagnostic.Count < 100) _diagnostic.Add(text);
                return;
            }

            if (_lastFailed)
            {
                // The stack says where it failed, the location where the test begins.
                var where = _diagnostic.Where(line => line.Contains("file://", StringComparison.Ordinal)).Concat(_diagnostic.Where(line => line.StartsWith("location:", StringComparison.Ordinal)));
                _failures[^1] = TestSummaries.Failure(_failures[^1].Name, Message(), string.Join('\n', where));
            }

            (_inDiagnostic, _lastFailed) = (false, false);
            _diagnostic.Clear();
        }

        private string Message()
        {
            var start = _diagnostic.FindIndex(line => line.StartsWith("error:", StringComparison.Ordinal) || line.StartsWith("message:", StringComparison.Ordinal));
            if (start < 0) return string.Join('\n', _diagnostic);
            var end = _diagnostic.FindIndex(start + 1, line => Key().IsMatch(line));
            var lines = _diagnostic[start..(end < 0 ? _diagnostic.Count : end)];
            lines[0] = lines[0][(lines[0].IndexOf(':') + 1)..].Trim(' ', '|', '-', '\'', '"');
            return string.Join('\n', lines);
        }
    }

    [GeneratedRegex(@"^(?<not>not )?ok\b(\s+\d+)?(\s*-)?\s*(?<rest>.*)$")]
    private static partial Regex Point();

    [GeneratedRegex(@"^# Subtest: (.*)$")]
    private static partial Regex Subtest();

    [GeneratedRegex(@"^1\.\.(\d{1,9})")]
    private static partial Regex Plan();

    [GeneratedRegex(@"(?<!\\)#\s*(SKIP|TODO)\b", RegexOptions.IgnoreCase)]
    private static partial Regex Directive();

    [GeneratedRegex(@"^(code|name|expected|actual|operator|stack|location|failureType|type|duration_ms|severity|data|at|found|wanted|source|diff):")]
    private static partial Regex Key();
}
