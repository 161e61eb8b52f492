using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>GoogleTest, Catch2, doctest, Boost.Test, Check, Unity and plain test programs, in C and C++.</summary>
internal static partial class NativeTests
{
    public static readonly TestLanguage Language = new(
        path => TestPath().IsMatch(path), Mask, FindTests, Function(), BodyAt, Assertion(), Trivial(), SkipCall());

    private static string Mask(string text) => BraceText.Mask(text, (source, at) => source[at] switch
    {
        '"' when at > 0 && source[at - 1] == 'R' && RawDelimiter().Match(source, at + 1) is { Success: true } open =>
            (1, Math.Min(SourceText.IndexOrEnd(source, $"){open.Groups[1].Value}\"", at) + open.Length + 1, source.Length)),
        '"' => (1, SourceText.EndOfQuoted(source, at + 1, '"')),
        // Between digits it separates them.
        '\'' when at == 0 || !char.IsAsciiLetterOrDigit(source[at - 1]) => (1, SourceText.EndOfQuoted(source, at + 1, '\'')),
        _ => null,
    });

    private static IEnumerable<TestExtent> FindTests(string masked, string text)
    {
        var (opened, closed) = (If().Matches(masked).Select(match => match.Index).ToList(), EndIf().Matches(masked).Select(match => match.Index).ToList());
        foreach (Match test in Test().Matches(masked))
        {
            var end = SourceText.EndOfBrackets(masked, test.Index + test.Length - 1);
            var title = test.Groups["macro"].Success ? text[(test.Index + test.Length)..Math.Max(test.Index + test.Length, end - 1)].Trim() : test.Groups["name"].Value;
            var conditional = opened.Count(at => at < test.Index) > closed.Count(at => at < test.Index);
            var skipped = conditional || title.Contains("DISABLED_", StringComparison.Ordinal) || HiddenTag().IsMatch(title);
            yield return new TestExtent(title.Replace("DISABLED_", "", StringComparison.Ordinal), BraceText.BodyAt(masked, end), skipped, 0);
        }
    }

    private static string BodyAt(string masked, int from) => BraceText.BodyAt(masked, SourceText.EndOfBrackets(masked, Math.Max(0, from - 1)));

    [GeneratedRegex(@"(^|/)[^/]*(test|spec|check)[^/]*(/|$)", RegexOptions.IgnoreCase, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex TestPath();

    [GeneratedRegex(@"\G([^\s()\\""]{0,16})\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex RawDelimiter();

    [GeneratedRegex(@"^[ \t]*(?:(?<macro>TEST|TEST_F|TEST_P|TYPED_TEST|TYPED_TEST_P|TEST_CASE|TEST_CASE_METHOD|TEMPLATE_TEST_CASE|SCENARIO|BOOST_AUTO_TEST_CASE|BOOST_FIXTURE_TEST_CASE|START_TEST|Test)|(?:static[ \t]+)?(?:void|int|bool)[ \t]+(?<name>test\w*|main))[ \t]*\(", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Test();

    // Catch2: hidden, or allowed to fail.
    [GeneratedRegex(@"\[(?:\.|!(?:mayfail|shouldfail|hide))", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex HiddenTag();

    [GeneratedRegex(@"^[ \t]*#[ \t]*if", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex If();

    [GeneratedRegex(@"^[ \t]*#[ \t]*endif\b", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex EndIf();

    [GeneratedRegex(@"^[ \t]*(?:static[ \t]+|inline[ \t]+)*(?:void|int|bool|auto)[ \t]+(?<name>\w+)[ \t]*\((?=[^;{}]*\)\s*\{)", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Function();

    [GeneratedRegex(@"\b(?:ASSERT|EXPECT|REQUIRE|CHECK|BOOST_CHECK|BOOST_REQUIRE|BOOST_TEST|ck_assert|cr_assert|cr_expect|TEST_ASSERT|TEST_FAIL|FAIL|ADD_FAILURE|g_assert|mu_assert|assert)\w*\s*\(|\breturn\s+(?:1|EXIT_FAILURE)\s*;|\bexit\s*\(\s*1", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Assertion();

    [GeneratedRegex(@"\b(?:ASSERT_TRUE|EXPECT_TRUE|REQUIRE|CHECK|assert|TEST_ASSERT|TEST_ASSERT_TRUE)\s*\(\s*(?:true|1)\s*\)", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Trivial();

    [GeneratedRegex(@"\b(?:GTEST_SKIP|SKIP|TEST_IGNORE\w*|cr_skip_test|BOOST_TEST_SKIP)\s*\(|^\s*\{\s*return\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipCall();
}
