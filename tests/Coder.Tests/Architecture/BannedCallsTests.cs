using System.Text.RegularExpressions;

namespace Coder.Tests.Architecture;

/// <summary>What nobody may write, found in the source. A finding names the file and line; the rule's reason is what to do instead.</summary>
public sealed partial class BannedCallsTests
{
    private static readonly Dictionary<string, Rule> Rules = new(StringComparer.Ordinal)
    {
        ["TimeProvider is injected"] = new(["functions", "embedded"], @"\bDateTime(Offset)?\.(UtcNow|Now|Today)\b", "DateTimeOffset.UtcNow"),
        ["orchestrators are replayed"] = new(
            ["functions/Coder.Functions/Orchestrations"],
            @"\bGuid\.(NewGuid|CreateVersion7)|\bTask\.(Run|Delay|Yield)\b|\bCancel(Async|After)\b|\bTimeProvider\b|\bStopwatch\b|\bEnvironment\.|ConfigureAwait|\bRandom\b",
            "await done.CancelAsync();"),
        ["tests await signals"] = new(["tests"], @"\bTask\.Delay\b|\bThread\.Sleep\b", "await Task.Delay(10);"),
        ["only command lines, and the host when it starts, talk to the user"] = new(
            ["functions", "embedded"], @"\bConsole\.", "Console.WriteLine(1);", "functions/Coder.Cli/", "functions/Coder.Relay/", "embedded/FunctionsWorker/Hosting/", "embedded/FunctionsWorker/Builder/",
            "functions/Coder.Functions/Program.cs"),
        ["one source for two hosts"] = new(["functions"], @"^\s*#\s*(if|else|elif|pragma)\b", "#if OFFICIAL"),
        ["logs are [LoggerMessage]"] = new(
            ["functions"], @"\b\w*[lL]og(ger)?\w*\.Log(Information|Warning|Error|Debug|Trace|Critical)?\(", "logger.LogInformation(\"x\");"),
        ["nothing is left to do"] = new(["functions", "embedded"], @"//.*\b(TODO|FIXME|HACK)\b|\bNotImplementedException\b", "// TODO later"),
    };

    public static TheoryData<string> Names => [.. Rules.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Source_Call_IsNotBanned(string name)
    {
        Rule rule = Rules[name];
        IReadOnlyList<string> files = [.. rule.Folders.SelectMany(folder => SourceTree.Files(folder, "*.cs")).Where(file => !rule.Except.Any(file.StartsWith) && !IsThisFile(file))];

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => Findings(rule, file, SourceTree.Read(file))));
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void Rule_ItsSample_IsFound(string name) => Assert.Single(Findings(Rules[name], "sample.cs", Rules[name].Sample));

    [Fact]
    public void Rule_AMentionInAComment_IsNoCall() =>
        Assert.Empty(Findings(Rules["orchestrators are replayed"], "sample.cs", "        // Not CancelAsync: it would leave the thread.\n        /// <c>Task.Run</c>"));

    private static IEnumerable<string> Findings(Rule rule, string file, string text) => text.Split('\n')
        .Select((line, index) => (Line: line, Number: index + 1))
        .Where(line => Regex.IsMatch(rule.SeesComments ? line.Line : Comment().Replace(line.Line, ""), rule.Pattern))
        .Select(line => $"{file}:{line.Number}: {line.Line.Trim()}");

    private static bool IsThisFile(string file) => file.EndsWith($"/{nameof(BannedCallsTests)}.cs", StringComparison.Ordinal);

    // A comment that begins a line or follows code; not the slashes of an address.
    [GeneratedRegex(@"(^|\s)//.*$")]
    private static partial Regex Comment();

    /// <param name="Sample">A line that the pattern must find.</param>
    /// <param name="Except">Folders that may.</param>
    private sealed record Rule(string[] Folders, string Pattern, string Sample, params string[] Except)
    {
        public bool SeesComments => Pattern.StartsWith("//", StringComparison.Ordinal);
    }
}
