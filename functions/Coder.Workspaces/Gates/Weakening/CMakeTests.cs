using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>Tests that CMake lists declare for CTest.</summary>
internal static partial class CMakeTests
{
    public static readonly TestLanguage Language = new(
        path => path.EndsWith("CMakeLists.txt", StringComparison.Ordinal) || path.EndsWith(".cmake", StringComparison.Ordinal),
        Mask, FindTests, Nothing(), (_, _) => "", Nothing(), Nothing(), Nothing());

    private static string Mask(string text)
    {
        var masked = text.ToCharArray();
        foreach (Match comment in Comment().Matches(text)) SourceText.Blank(masked, comment.Index, comment.Index + comment.Length);
        return new string(masked);
    }

    private static IEnumerable<TestExtent> FindTests(string masked, string text)
    {
        var lenient = Properties().Matches(masked).Where(call => Lenient().IsMatch(call.Value)).SelectMany(call => Word().Matches(call.Value)).Select(word => word.Value).ToHashSet();
        foreach (Match test in Test().Matches(masked))
        {
            var name = test.Groups["name"].Value;
            yield return new TestExtent(name, masked[test.Index..SourceText.EndOfBrackets(masked, masked.IndexOf('(', test.Index))], lenient.Contains(name), 0);
        }
    }

    [GeneratedRegex(@"#[^\n]*", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Comment();

    [GeneratedRegex(@"\b(?:add_test\s*\(\s*(?:NAME\s+)?|\w+_discover_tests\s*\(\s*)""?(?<name>[^\s"")]+)", RegexOptions.IgnoreCase, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Test();

    [GeneratedRegex(@"\bset_(?:tests_properties|property)\s*\([^)]*\)", RegexOptions.IgnoreCase, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Properties();

    // By these a test does not run, or passes when it should not.
    [GeneratedRegex(@"\b(?:DISABLED|WILL_FAIL|SKIP_RETURN_CODE|SKIP_REGULAR_EXPRESSION|PASS_REGULAR_EXPRESSION)\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Lenient();

    [GeneratedRegex(@"[^\s""()]+", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Word();

    [GeneratedRegex(@"(?!)", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Nothing();
}
