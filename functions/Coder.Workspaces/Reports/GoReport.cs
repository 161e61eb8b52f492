using System.Text.Json;
using System.Text.RegularExpressions;
using Coder.Workspaces.Gates;

namespace Coder.Workspaces.Reports;

/// <summary>Reads the events of <c>go test -json</c>. What has subtests counts only by them, unless it failed while they passed.</summary>
public static partial class GoReport
{
    private const int LineCharactersMax = 1 << 20;
    private const int OutputLinesMax = 50;

    /// <summary>The summary of the events; null when there is none.</summary>
    public static TestSummary? Parse(string text)
    {
        var reading = new Reading();
        foreach (var line in text.Split('\n')) reading.Take(line.TrimEnd('\r'));
        return reading.Finish();
    }

    private sealed class Reading
    {
        private readonly Dictionary<(string Package, string Test), Outcome> _tests = [];
        private readonly Dictionary<string, string> _packages = [];
        private readonly Dictionary<string, List<string>> _packageOutput = [];

        public void Take(string line)
        {
            if (Unbuilt().Match(line) is { Success: true } unbuilt) _packages[unbuilt.Groups[1].Value] = "fail";
            if (line.Length is 0 or > LineCharactersMax || line[0] != '{' || Event(line) is not { } happened) return;
            var (action, package, test, output) = happened;
            if (test.Length > 0) TakeTest(action, (package, test), output);
            else if (action is "pass" or "fail" or "skip") _packages[package] = action;
            else if (action == "output") Keep(_packageOutput.TryGetValue(package, out var kept) ? kept : _packageOutput[package] = [], output);
        }

        public TestSummary? Finish()
        {
            if (_tests.Count == 0 && _packages.Count == 0) return null;
            // A test without an end was running when its package ended: it is what ended it.
            foreach (var test in _tests.Values.Where(test => test.Action is null)) test.Action = "fail";
            var parents = _tests.Keys.SelectMany(key => ParentsOf(key.Test).Select(parent => (key.Package, parent))).ToHashSet();
            var failedBelow = _tests.Where(test => test.Value.Action == "fail").SelectMany(test => ParentsOf(test.Key.Test).Select(parent => (test.Key.Package, parent))).ToHashSet();
            var counted = _tests.Where(test => !parents.Contains(test.Key) || (test.Value.Action == "fail" && !failedBelow.Contains(test.Key))).ToList();
            var failures = counted.Where(test => test.Value.Action == "fail")
                .Select(test => TestSummaries.Failure($"{test.Key.Package}.{test.Key.Test}", string.Concat(test.Value.Output)))
                .Concat(_packages.Where(package => package.Value == "fail" && !_tests.Any(test => test.Key.Package == package.Key && test.Value.Action == "fail"))
                    .Select(package => TestSummaries.Failure(package.Key, string.Concat(_packageOutput.GetValueOrDefault(package.Key, [])))))
                .ToList();
            return TestSummaries.Of("go", counted.Count(test => test.Value.Action == "pass"), counted.Count(test => test.Value.Action == "skip"), failures);
        }

        private void TakeTest(string action, (string Package, string Test) key, string output)
        {
            if (!_tests.TryGetValue(key, out var test)) _tests[key] = test = new Outcome();
            if (action is "pass" or "fail" or "skip") test.Action = action;
            else if (action == "output" && !output.StartsWith("===", StringComparison.Ordinal)) Keep(test.Output, output);
        }

        private static void Keep(List<string> lines, string line)
        {
            if (lines.Count < OutputLinesMax) lines.Add(line);
        }

        private static IEnumerable<string> ParentsOf(string test) => test.Select((character, at) => (character, at)).Where(pair => pair.character == '/').Select(pair => test[..pair.at]);

        private static (string Action, string Package, string Test, string Output)? Event(string line)
        {
            try
            {
                var json = JsonSerializer.Deserialize<JsonElement>(line);
                return (Text(json, "Action"), Text(json, "Package"), Text(json, "Test"), Text(json, "Output"));
            }
            catch (JsonException)
            {
                // A program of the tests printed something that looks like an event.
                return null;
            }
        }

        private static string Text(JsonElement element, string name) =>
            element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString()! : "";
    }

    private sealed class Outcome
    {
        public string? Action { get; set; }

        public List<string> Output { get; } = [];
    }

    // Older versions say so in a line of text among the events.
    [GeneratedRegex(@"^FAIL\s+(\S+) \[(build|setup) failed\]$", RegexOptions.NonBacktracking)]
    private static partial Regex Unbuilt();
}
