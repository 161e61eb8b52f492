using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>node:test, jest, vitest, mocha, ava, in JavaScript and TypeScript.</summary>
internal static partial class JavaScriptTests
{
    public static readonly TestLanguage Language = new(
        path => TestPath().IsMatch(path), Mask, FindTests, Function(), BodyAt, Assertion(), Trivial(), SkipCall());

    private static string Mask(string text)
    {
        var masked = text.ToCharArray();
        var significant = '\0';
        for (var at = 0; at < text.Length;)
        {
            var (character, next) = (text[at], at + 1 < text.Length ? text[at + 1] : '\0');
            var start = at;
            at = (character, next) switch
            {
                ('/', '/') => Blank(masked, at, SourceText.IndexOrEnd(text, "\n", at)),
                ('/', '*') => Blank(masked, at, SourceText.IndexOrEnd(text, "*/", at + 2) + 2),
                ('"' or '\'' or '`', _) => SourceText.BlankQuoted(masked, text, at, 1, SourceText.EndOfQuoted(text, at + 1, character)),
                // After an operator or an opening bracket a slash starts a regular expression, else it divides.
                ('/', _) when significant is '\0' or '(' or ',' or '=' or ':' or '[' or '!' or '&' or '|' or '?' or '{' or '}' or ';' or '>' =>
                    SourceText.BlankQuoted(masked, text, at, 1, SourceText.EndOfQuoted(text, at + 1, '/')),
                _ => at + 1,
            };
            if (masked[start] != ' ' && !char.IsWhiteSpace(masked[start])) significant = masked[start];
        }

        return new string(masked);
    }

    private static IEnumerable<TestExtent> FindTests(string masked, string text)
    {
        var groups = Calls(masked, text, Suite()).ToList();
        var anyOnly = groups.Concat(Calls(masked, text, Test())).Any(call => call.IsOnly);
        foreach (var test in Calls(masked, text, Test()))
        {
            var around = groups.Where(group => group.Start < test.Start && test.End <= group.End).ToList();
            var skipped = test.IsSkipped || around.Any(group => group.IsSkipped) || (anyOnly && !test.IsOnly && !around.Any(group => group.IsOnly));
            var body = masked[test.BodyStart..test.End];
            yield return new TestExtent(string.Join(" > ", around.Select(group => group.Name).Append(test.Name)), body, skipped, test.Rows);
        }
    }

    private static IEnumerable<Call> Calls(string masked, string text, Regex pattern)
    {
        foreach (Match match in pattern.Matches(masked))
        {
            var open = match.Index + match.Length - 1;
            var end = SourceText.EndOfBrackets(masked, open);
            var rows = 0;
            if (match.Groups["each"].Success && end < masked.Length && masked[end] == '(')
            {
                rows = Row().Count(masked[open..end]);
                (open, end) = (end, SourceText.EndOfBrackets(masked, end));
            }

            if (Name().Match(masked, open + 1) is not { Success: true } title) continue;
            var name = title.Groups["quoted"];
            var function = FunctionStart().Match(masked, open, end - open);
            var options = masked[open..(function.Success ? function.Index : end)];
            var (head, modifiers) = (match.Groups["head"].Value, match.Groups["modifiers"].Value);
            yield return new Call(
                match.Index, end, function.Success ? function.Index : open, text.Substring(name.Index + 1, name.Length - 2),
                head.StartsWith('x') || SkipModifier().IsMatch(modifiers) || SkipOption().IsMatch(options) || !function.Success && modifiers.Length == 0 && !HandedOn(masked, name, end),
                head.StartsWith('f') || modifiers.Contains(".only", StringComparison.Ordinal) || OnlyOption().IsMatch(options), rows);
        }
    }

    /// <summary>A function given by name makes a test as well as one written in place.</summary>
    private static bool HandedOn(string masked, Group name, int end) => masked[(name.Index + name.Length)..Math.Max(name.Index + name.Length, end - 1)].Trim(' ', ',', '\n', '\t').Length > 0;

    private static string BodyAt(string masked, int from)
    {
        var brace = masked.IndexOf('{', from);
        return brace < 0 ? "" : masked[brace..SourceText.EndOfBrackets(masked, brace)];
    }

    private static int Blank(char[] masked, int from, int to)
    {
        SourceText.Blank(masked, from, to);
        return Math.Min(to, masked.Length);
    }

    private sealed record Call(int Start, int End, int BodyStart, string Name, bool IsSkipped, bool IsOnly, int Rows);

    [GeneratedRegex(@"(^|/)(test|tests|__tests__|spec|e2e)/|(^|/)test[^/]*$|[._-](test|spec)\.[cm]?[jt]sx?$", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex TestPath();

    [GeneratedRegex(@"(?<![\w.$])(?<head>x?test|x?it|fit|specify)(?<modifiers>(?:\.(?!each)\w+)*)(?<each>\.each)?\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Test();

    [GeneratedRegex(@"(?<![\w.$])(?<head>[xf]?describe|suite|[xf]?context)(?<modifiers>(?:\.(?!each)\w+)*)(?<each>\.each)?\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Suite();

    [GeneratedRegex(@"\G\s*(?<quoted>""[^""]*""|'[^']*'|`[^`]*`)", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Name();

    [GeneratedRegex(@"\b(?:async\s+)?function\b|\b(?:async\s*)?(?:\([^()]*(?:\([^()]*\)[^()]*)*\)|\w+)\s*=>|(?<=,\s*)(?:async\s*)?\([^()]*\)\s*=>", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex FunctionStart();

    [GeneratedRegex(@"\.(?:skip|todo|failing|fails|skipIf|runIf)\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipModifier();

    [GeneratedRegex(@"\b(?:skip|todo)\s*:\s*(?!false\b|undefined\b|null\b)\S", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipOption();

    [GeneratedRegex(@"\bonly\s*:\s*true\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex OnlyOption();

    [GeneratedRegex(@"(?<=[\[,(]\s*)\[", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Row();

    [GeneratedRegex(@"\bfunction\s*\*?\s*(?<name>\w+)\s*\((?=[^{}]*\)[^{};]*\{)|\b(?:const|let|var)\s+(?<name>\w+)\s*=\s*(?:async\s*)?(?:function\b[^{]*|\([^()]*\)\s*(?::[^={]*)?=>|\w+\s*=>)", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Function();

    [GeneratedRegex(@"\bassert\w*(?:\.\w+)*\s*\(|\bexpect\w*\s*\(|\bt\.(?:assert\.\w+|equal|notEqual|is|not|deepEqual|same|strictEqual|ok|notOk|true|false|truthy|falsy|throws\w*|rejects|like|regex|match|plan)\s*\(|\.should\b|\bshould\s*\(|\b(?:verify|check)\w*\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Assertion();

    [GeneratedRegex(@"\bassert(?:\.ok|\.equal|\.strictEqual)?\s*\(\s*(?:true|1)\s*(?:,\s*(?:true|1)\s*)?(?:,[^()]*)?\)|\bexpect\s*\(\s*(?:true|1)\s*\)|\bt\.(?:ok|true|pass)\s*\(\s*(?:true)?\s*\)", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Trivial();

    [GeneratedRegex(@"\b(?:t|this|ctx|context)\.(?:skip|todo)\s*\(|^[^{]*\{\s*return\s*;?\s*(?=[\n}])", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipCall();
}
