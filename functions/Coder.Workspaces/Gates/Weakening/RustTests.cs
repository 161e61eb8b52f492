using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>Rust's own tests, and the attributes of the libraries that make more of them.</summary>
internal static partial class RustTests
{
    public static readonly TestLanguage Language = new(_ => true, Mask, FindTests, Function(), BraceText.BodyAt, Assertion(), Trivial(), SkipCall());

    private static string Mask(string text) => BraceText.Mask(text, (source, at) => source[at] switch
    {
        '"' when RawOpening(source, at) is > 0 and var hashes => (1 + hashes, EndOfRaw(source, at, hashes)),
        '"' => (1, EndOfString(source, at + 1)),
        // Anything else with a quote is a lifetime.
        '\'' when Character().Match(source, at) is { Success: true } literal => (1, at + literal.Length),
        _ => null,
    });

    private static int RawOpening(string source, int quote)
    {
        var hashes = 0;
        while (quote - hashes > 0 && source[quote - hashes - 1] == '#') hashes++;
        return hashes > 0 && quote - hashes > 0 && source[quote - hashes - 1] == 'r' ? hashes : 0;
    }

    private static int EndOfRaw(string source, int quote, int hashes) =>
        Math.Min(SourceText.IndexOrEnd(source, "\"" + new string('#', hashes), quote + 1) + 1 + hashes, source.Length);

    /// <summary>A string may go over several lines.</summary>
    private static int EndOfString(string source, int from)
    {
        for (var at = from; at < source.Length; at++)
        {
            if (source[at] == '\\') at++;
            else if (source[at] == '"') return at + 1;
        }

        return source.Length;
    }

    private static IEnumerable<TestExtent> FindTests(string masked, string text)
    {
        var modules = BraceText.Blocks(masked, Module());
        foreach (Match head in Function().Matches(masked))
        {
            var marks = masked[BraceText.StartOfMarks(masked, head.Index, IsMark)..head.Index];
            if (!TestMark().IsMatch(marks)) continue;
            var around = modules.Where(module => module.Head.Index < head.Index && head.Index < module.End).Select(module => module.Head).ToList();
            var skipped = Skip().IsMatch(marks) || around.Any(module => Skip().IsMatch(masked[BraceText.StartOfMarks(masked, module.Index, IsMark)..module.Index]));
            // A test that is to panic is another test: the mark turns a failure into a success.
            var name = string.Join("::", around.Select(module => module.Groups["name"].Value).Append(head.Groups["name"].Value)) + (Panics().IsMatch(marks) ? " (should panic)" : "");
            yield return new TestExtent(name, BraceText.BodyAt(masked, head.Index + head.Length), skipped, Case().Count(marks));
        }
    }

    private static bool IsMark(string line) => line.StartsWith("#[", StringComparison.Ordinal) || line.EndsWith(']') || line.StartsWith("#![", StringComparison.Ordinal);

    [GeneratedRegex(@"\G'(?:\\[^\n]{1,10}?|[^\\'\n])'", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Character();

    [GeneratedRegex(@"\bmod\s+(?<name>\w+)\s*(?=\{)", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Module();

    [GeneratedRegex(@"\bfn\s+(?<name>\w+)\s*(?:<[^<>()]*>)?\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Function();

    [GeneratedRegex(@"#\[\s*(?:\w+::)*(?:test|rstest|test_case|quickcheck|case|wasm_bindgen_test)\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex TestMark();

    [GeneratedRegex(@"#\[\s*ignore\b|#\[\s*cfg(?:_attr)?\s*\((?!\s*test\s*\))", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Skip();

    [GeneratedRegex(@"#\[\s*should_panic\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Panics();

    [GeneratedRegex(@"#\[\s*(?:\w+::)*(?:case|test_case)\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Case();

    [GeneratedRegex(@"\b\w*assert\w*!\s*[(\[{]|\b(?:panic|unreachable)!|\.(?:unwrap_err|expect_err)\s*\(|\bassert_\w+\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Assertion();

    [GeneratedRegex(@"\bassert!\s*\(\s*true\s*[,)]|\bassert_eq!\s*\(\s*(?<same>\w+)\s*,\s*\k<same>\s*[,)]", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Trivial();

    [GeneratedRegex(@"^\s*\{\s*return\b", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex SkipCall();
}
