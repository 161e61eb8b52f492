using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>Go's testing package, testify and their like.</summary>
internal static partial class GoTests
{
    public static readonly TestLanguage Language = new(
        path => path.EndsWith("_test.go", StringComparison.Ordinal), Mask, FindTests, Function(), BraceText.BodyAt, Assertion(), Trivial(), SkipCall());

    private static string Mask(string text) => BraceText.Mask(text, (source, at) => source[at] switch
    {
        '"' or '\'' => (1, SourceText.EndOfQuoted(source, at + 1, source[at])),
        // Without escapes.
        '`' => (1, Math.Min(SourceText.IndexOrEnd(source, "`", at + 1) + 1, source.Length)),
        _ => null,
    });

    private static IEnumerable<TestExtent> FindTests(string masked, string text)
    {
        var conditional = Constraint().IsMatch(text);
        foreach (Match head in Test().Matches(masked))
        {
            var body = BraceText.BodyAt(masked, head.Index + head.Length);
            yield return new TestExtent(head.Groups["name"].Value, body, conditional, Row().Count(body));
        }
    }

    [GeneratedRegex(@"^func[ \t]+(?<name>(?:Test|Fuzz|Example)\w*)[ \t]*\(", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Test();

    [GeneratedRegex(@"^func[ \t]+(?:\([^()]*\)[ \t]*)?(?<name>\w+)[ \t]*\(", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Function();

    // A file that is built only under a condition.
    [GeneratedRegex(@"^//(?:go:build|\s*\+build)\s", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Constraint();

    // A line of a table of cases.
    [GeneratedRegex(@"^[ \t]*\{[^{}\n]*\},?[ \t]*$", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Row();

    [GeneratedRegex(@"\b[tfb]\.(?:Errorf?|Fatalf?|Fail|FailNow)\b|\b(?:assert|require|is|qt|td|must)\.\w+\s*\(|\bExpect\w*\s*\(|^\s*//\s*Output:", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Assertion();

    [GeneratedRegex(@"\b(?:assert|require)\.(?:True\s*\(\s*\w+\s*,\s*true|False\s*\(\s*\w+\s*,\s*false)\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Trivial();

    [GeneratedRegex(@"\b[tfb]\.(?:Skipf?|SkipNow)\s*\(|^\s*\{\s*return\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipCall();
}
