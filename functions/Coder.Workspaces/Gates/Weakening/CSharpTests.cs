using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>xunit, NUnit, MSTest, TUnit.</summary>
internal static partial class CSharpTests
{
    public static readonly TestLanguage Language = new(
        _ => true, Mask, FindTests, Function(), BodyAt, Assertion(), Trivial(), SkipCall());

    /// <summary>From a test's attributes to its parameters.</summary>
    private const int HeadCharactersMax = 2000;

    private static string Mask(string text)
    {
        var masked = text.ToCharArray();
        for (var at = 0; at < text.Length;)
        {
            at = text[at] switch
            {
                '/' when Next(text, at) == '/' => BlankTo(masked, at, SourceText.IndexOrEnd(text, "\n", at)),
                '/' when Next(text, at) == '*' => BlankTo(masked, at, SourceText.IndexOrEnd(text, "*/", at + 2) + 2),
                '"' => MaskString(masked, text, at),
                '\'' => SourceText.BlankQuoted(masked, text, at, 1, SourceText.EndOfQuoted(text, at + 1, '\'')),
                _ => at + 1,
            };
        }

        return new string(masked);
    }

    private static int MaskString(char[] masked, string text, int at)
    {
        var quotes = text.AsSpan(at).IndexOfAnyExcept('"') is var run && run < 0 ? text.Length - at : run;
        if (quotes >= 3)
        {
            var close = SourceText.IndexOrEnd(text, new string('"', quotes), at + quotes);
            return SourceText.BlankQuoted(masked, text, at, quotes, Math.Min(close + quotes, text.Length));
        }

        var verbatim = at > 0 && (text[at - 1] == '@' || (text[at - 1] == '$' && at > 1 && text[at - 2] == '@'));
        return SourceText.BlankQuoted(masked, text, at, 1, verbatim ? EndOfVerbatim(text, at + 1) : SourceText.EndOfQuoted(text, at + 1, '"'));
    }

    private static int EndOfVerbatim(string text, int from)
    {
        for (var at = from; at < text.Length; at++)
        {
            if (text[at] != '"') continue;
            if (Next(text, at) != '"') return at + 1;
            at++;
        }

        return text.Length;
    }

    private static IEnumerable<TestExtent> FindTests(string masked, string text)
    {
        var after = 0;
        var (opened, closed) = (If().Matches(masked).Select(match => match.Index).ToList(), EndIf().Matches(masked).Select(match => match.Index).ToList());
        foreach (Match attribute in TestAttribute().Matches(masked))
        {
            if (attribute.Index < after) continue;
            var start = StartOfAttributes(masked, attribute.Index);
            var end = attribute.Index;
            while (end < masked.Length && masked[end] == '[')
            {
                end = SourceText.EndOfBrackets(masked, end);
                while (end < masked.Length && char.IsWhiteSpace(masked[end])) end++;
            }

            if (MethodHead().Match(masked, end, Math.Min(HeadCharactersMax, masked.Length - end)) is not { Success: true } head) continue;
            var attributes = masked[start..end];
            var body = BodyAt(masked, SourceText.EndOfBrackets(masked, head.Index + head.Length - 1));
            after = head.Index;
            var conditional = opened.Count(at => at < attribute.Index) > closed.Count(at => at < attribute.Index);
            yield return new TestExtent(head.Groups["name"].Value, body, conditional || SkipAttribute().IsMatch(attributes), DataRow().Count(attributes));
        }
    }

    /// <summary>Attributes may stand before the one that makes the test.</summary>
    private static int StartOfAttributes(string masked, int at)
    {
        var start = at;
        while (true)
        {
            var before = start - 1;
            while (before >= 0 && char.IsWhiteSpace(masked[before])) before--;
            if (before < 0 || masked[before] != ']') return start;
            var open = masked.LastIndexOf('[', before);
            if (open < 0) return start;
            start = open;
        }
    }

    private static string BodyAt(string masked, int from)
    {
        var brace = masked.AsSpan(from).IndexOfAny('{', ';') + from;
        var arrow = SourceText.IndexOrEnd(masked, "=>", from);
        if (brace < from) return "";
        if (arrow < brace || masked[brace] == ';') return masked[Math.Min(arrow, brace)..SourceText.IndexOrEnd(masked, ";", from)];
        return masked[brace..SourceText.EndOfBrackets(masked, brace)];
    }

    private static int BlankTo(char[] masked, int from, int to)
    {
        SourceText.Blank(masked, from, to);
        return Math.Min(to, masked.Length);
    }

    private static char Next(string text, int at) => at + 1 < text.Length ? text[at + 1] : '\0';

    [GeneratedRegex(@"\[\s*(?:[\w.]+(?:\([^\]]*\))?\s*,\s*)*(?:\w+\.)*(?:Fact|Theory|Test|TestCase|TestCaseSource|TestMethod|DataTestMethod|Property)(?:Attribute)?\s*[\](,]", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex TestAttribute();

    [GeneratedRegex(@"\G[^;{}=]*?\b(?<name>\w+)\s*(?:<[^<>(]*>)?\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex MethodHead();

    [GeneratedRegex(@"\bSkip\w*\s*=|\b(?:Ignore|Explicit|Skip)(?:Attribute)?\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipAttribute();

    [GeneratedRegex(@"\[\s*(?:InlineData|DataRow|TestCase|Arguments)\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex DataRow();

    [GeneratedRegex(@"^\s*#if\b", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex If();

    [GeneratedRegex(@"^\s*#endif\b", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex EndIf();

    [GeneratedRegex(@"\b(?:void|bool|Task|ValueTask|string|int|T|static|async|private|public|internal)\b[\w<>?,\s\[\]]*?\s(?<name>\w+)\s*(?:<\w+>)?\s*\((?=[^;{}]*\)\s*(?:where[^{;]*)?(?:\{|=>))", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Function();

    [GeneratedRegex(@"\b(?:Assert|StringAssert|CollectionAssert|ClassicAssert)\s*\.\s*\w+|\.\s*Should\w*\s*\(|\b(?:Verify|Assert|Check|Expect)\w*\s*\(|\.\s*(?:Verify|Received|DidNotReceive)\w*\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Assertion();

    [GeneratedRegex(@"\bAssert\s*\.\s*(?:True|IsTrue|That)\s*\(\s*true\s*[,)]|\bAssert\s*\.\s*(?:False|IsFalse)\s*\(\s*false\s*[,)]|\bAssert\s*\.\s*Pass\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Trivial();

    [GeneratedRegex(@"\bAssert\s*\.\s*(?:Skip|SkipWhen|SkipUnless|Ignore|Inconclusive)\b|^\s*\{\s*(?:return|await\s+Task\.CompletedTask;\s*return)\s*;", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipCall();
}
