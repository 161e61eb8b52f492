using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>pytest and unittest.</summary>
internal static partial class PythonTests
{
    public static readonly TestLanguage Language = new(
        path => TestPath().IsMatch(path), Mask, FindTests, Function(), BodyAt, Assertion(), Trivial(), SkipCall());

    private static string Mask(string text)
    {
        var masked = text.ToCharArray();
        for (var at = 0; at < text.Length;)
        {
            var character = text[at];
            if (character == '#')
            {
                var end = SourceText.IndexOrEnd(text, "\n", at);
                SourceText.Blank(masked, at, end);
                at = end;
            }
            else if (character is '"' or '\'')
            {
                var triple = string.CompareOrdinal(text, at, new string(character, 3), 0, 3) == 0;
                var end = triple
                    ? Math.Min(SourceText.IndexOrEnd(text, new string(character, 3), at + 3) + 3, text.Length)
                    : SourceText.EndOfQuoted(text, at + 1, character);
                at = SourceText.BlankQuoted(masked, text, at, triple ? 3 : 1, end);
            }
            else
            {
                at++;
            }
        }

        return new string(masked);
    }

    private static IEnumerable<TestExtent> FindTests(string masked, string text)
    {
        var wholeFile = ModuleSkip().IsMatch(masked);
        var classes = Class().Matches(masked).Select(head => (Head: head, End: head.Index + head.Length + Block(masked, head).Length)).ToList();
        foreach (Match test in TestFunction().Matches(masked))
        {
            var around = classes.Where(type => type.Head.Index < test.Index && test.Index < type.End).Select(type => type.Head).ToList();
            var decorators = Decorators(masked, test.Index);
            var skipped = wholeFile || Skip().IsMatch(decorators) || around.Any(type => Skip().IsMatch(Decorators(masked, type.Index)));
            var name = string.Join('.', around.Select(type => type.Groups["name"].Value).Append(test.Groups["name"].Value));
            yield return new TestExtent(name, Block(masked, test), skipped, Rows(decorators));
        }
    }

    private static string BodyAt(string masked, int from)
    {
        var start = masked.LastIndexOf('\n', Math.Max(0, from - 1)) + 1;
        return Function().Match(masked, start) is { Success: true } head && head.Index < from ? Block(masked, head) : "";
    }

    /// <summary>The lines after a head that are indented more than it.</summary>
    private static string Block(string masked, Match head)
    {
        var indent = head.Groups["indent"].Length;
        var signature = masked.IndexOf('(', head.Index, head.Length);
        var from = signature < 0 ? head.Index + head.Length : SourceText.EndOfBrackets(masked, signature);
        var end = from;
        foreach (var line in masked[from..].Split('\n').Select((text, number) => (text, number)))
        {
            if (line.number > 0 && line.text.Trim().Length > 0 && line.text.Length - line.text.TrimStart().Length <= indent) break;
            end += line.text.Length + 1;
        }

        return masked[from..Math.Min(end, masked.Length)];
    }

    private static string Decorators(string masked, int at)
    {
        var start = at;
        while (start > 0)
        {
            var lineStart = masked.LastIndexOf('\n', Math.Max(0, start - 2)) + 1;
            var line = masked[lineStart..start].Trim();
            // A decorator's arguments may go over several lines, which end in the bracket that closes them.
            if (line.Length == 0 || Statement().IsMatch(line)) break;
            start = lineStart;
        }

        var decorators = masked[start..at];
        return decorators.IndexOf('@') is var first && first < 0 ? "" : decorators[first..];
    }

    private static int Rows(string decorators) => decorators.Contains("parametrize", StringComparison.Ordinal) ? Row().Count(decorators) : 0;

    [GeneratedRegex(@"(^|/)(test_[^/]*|[^/]*_test|tests|conftest)\.py$|(^|/)tests?/[^/]*\.py$", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex TestPath();

    [GeneratedRegex(@"^(?<indent>[ \t]*)(?:async[ \t]+)?def[ \t]+(?<name>test\w*)[ \t]*\(", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex TestFunction();

    [GeneratedRegex(@"^(?<indent>[ \t]*)class[ \t]+(?<name>\w+)[^\n]*:", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Class();

    [GeneratedRegex(@"^(?<indent>[ \t]*)(?:async[ \t]+)?def[ \t]+(?<name>\w+)[ \t]*\(", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Function();

    [GeneratedRegex(@"^(?:def|class|async|return|import|from|if|for|while|with|try|assert|raise|pass|[\w.]+\s*=[^=])\b?|^\w[\w.]*\(.*\)$", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Statement();

    [GeneratedRegex(@"@[\w.]*(?:skip\w*|xfail|expectedFailure)\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Skip();

    [GeneratedRegex(@"^pytestmark\s*=[^\n]*(?:skip|xfail)|^(?:pytest\.)?(?:skip|importorskip)\([^\n]*allow_module_level|^__test__\s*=\s*False", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex ModuleSkip();

    [GeneratedRegex(@"(?<=[\[,]\s*)[(\d""'\[]", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Row();

    [GeneratedRegex(@"^[ \t]*assert\b|;\s*assert\b|:[ \t]*assert\b|\bself\.(?:assert\w+|fail)\s*\(|\bpytest\.(?:raises|warns|fail)\b|\b(?:assert|verify|check|expect)_\w+\s*\(|\.assert_\w+\s*\(", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Assertion();

    [GeneratedRegex(@"\bassert\s+(?:True|1)\s*(?:,|$)|\bself\.assertTrue\s*\(\s*True\b|\bself\.assertFalse\s*\(\s*False\b", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Trivial();

    [GeneratedRegex(@"\bpytest\.(?:skip|xfail)\s*\(|\bself\.skipTest\s*\(|\braise\s+(?:unittest\.)?SkipTest\b|^[^\n]*:\s*(?:return|pass)\s*$", RegexOptions.Multiline, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipCall();
}
