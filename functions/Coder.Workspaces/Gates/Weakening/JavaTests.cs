using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>JUnit 4 and 5, TestNG and kotlin.test, in Java, Kotlin and Groovy.</summary>
internal static partial class JavaTests
{
    public static readonly TestLanguage Language = new(
        path => TestPath().IsMatch(path), Mask, FindTests, Function(), BodyAt, Assertion(), Trivial(), SkipCall());

    private static string Mask(string text) => BraceText.Mask(text, (source, at) => source[at] switch
    {
        '"' when string.CompareOrdinal(source, at, "\"\"\"", 0, 3) == 0 => (3, Math.Min(SourceText.IndexOrEnd(source, "\"\"\"", at + 3) + 3, source.Length)),
        '"' or '\'' => (1, SourceText.EndOfQuoted(source, at + 1, source[at])),
        _ => null,
    });

    private static IEnumerable<TestExtent> FindTests(string masked, string text)
    {
        var types = BraceText.Blocks(masked, Type());
        var after = 0;
        foreach (Match mark in TestMark().Matches(masked))
        {
            if (mark.Index < after || Head().Match(masked, mark.Index) is not { Success: true } head) continue;
            after = head.Index + head.Length;
            var around = types.Where(type => type.Head.Index < mark.Index && mark.Index < type.End).Select(type => type.Head).ToList();
            var marks = masked[BraceText.StartOfMarks(masked, mark.Index, IsMark)..after];
            var skipped = Skip().IsMatch(marks) || around.Any(type => Skip().IsMatch(masked[BraceText.StartOfMarks(masked, type.Index, IsMark)..type.Index]));
            var name = string.Join('.', around.Select(type => type.Groups["name"].Value).Append(head.Groups["name"].Value.Trim('`')));
            yield return new TestExtent(name, BodyAt(masked, after), skipped, Rows(marks));
        }
    }

    private static bool IsMark(string line) => line.StartsWith('@') || line.EndsWith(')');

    /// <summary>Values given in annotations: the content of strings is blank by now, so each is a pair of quotes.</summary>
    private static int Rows(string marks) => Source().IsMatch(marks) ? marks.Count(character => character is '"' or ',') : 0;

    private static string BodyAt(string masked, int from)
    {
        var end = SourceText.EndOfBrackets(masked, Math.Max(0, from - 1));
        // Kotlin: fun name() = expression
        if (Expression().Match(masked, end) is { Success: true } expression) return expression.Value;
        return BraceText.BodyAt(masked, end);
    }

    [GeneratedRegex(@"(^|/)(test|tests|androidTest|integrationTest|it)/|(^|/)(Test[^/]*|[^/]*(Tests?|TestCase|IT|Spec))\.\w+$", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex TestPath();

    [GeneratedRegex(@"@(?:[\w.]+\.)?(?:Test|ParameterizedTest|RepeatedTest|TestFactory|TestTemplate|Property)\b(?!\s*\.)", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex TestMark();

    // From the mark over further ones and modifiers to the method's parameters.
    [GeneratedRegex(@"\G(?:@[\w.]+(?:\s*\([^()]*(?:\([^()]*\)[^()]*)*\))?\s*)+[\w<>\[\]?,.\s]*?(?<name>\w+|`[^`\n]+`)\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Head();

    [GeneratedRegex(@"\b(?:class|object|interface)\s+(?<name>\w+)[^{};]*(?=\{)", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Type();

    [GeneratedRegex(@"@(?:[\w.]+\.)?(?:Disabled\w*|Ignore|EnabledIf\w*|EnabledOn\w*|EnabledFor\w*|Enabled)\b|\benabled\s*=\s*false\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Skip();

    [GeneratedRegex(@"@(?:\w+\.)*(?:ValueSource|CsvSource|EnumSource)\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Source();

    [GeneratedRegex(@"\G\s*(?::\s*\w+\s*)?=[^\n]*", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Expression();

    [GeneratedRegex(@"\b(?:void|boolean|int|String|fun|static|private|protected|public)\b[\w<>?,\s\[\]]*?\s(?<name>\w+)\s*\((?=[^;{}]*\)\s*(?:throws[^{;]*|:\s*\w+\s*)?[{=])", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Function();

    [GeneratedRegex(@"\b(?:assert|verify|expect|check)\w*\s*[({]|\bassert\s|\bfail\s*\(|\.should\w*\b|\bthen\s*\(|\bexpected\s*=", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Assertion();

    [GeneratedRegex(@"\bassert(?:True\s*\(\s*true|False\s*\(\s*false)\s*[,)]|\bassert(?:Equals|Same)\s*\(\s*(?<same>\w+)\s*,\s*\k<same>\s*\)|\bassertThat\s*\(\s*true\s*\)", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Trivial();

    [GeneratedRegex(@"\b(?:assume(?:True|False|That|NotNull|NoException)|assumingThat|abort)\s*\(|\bthrow\s+new\s+(?:TestAborted|AssumptionViolated|Skip)\w*|^\s*\{\s*return\s*;", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipCall();
}
