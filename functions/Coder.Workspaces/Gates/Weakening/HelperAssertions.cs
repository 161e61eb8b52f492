using System.Text.RegularExpressions;

namespace Coder.Workspaces.Gates.Weakening;

/// <summary>
/// Assertions by function, so that moving checks from a test into a helper of the changed files does not look like dropping them.
/// </summary>
internal sealed partial class HelperAssertions
{
    private const int DepthMax = 4;

    private readonly Dictionary<string, (TestLanguage Language, string Body)> _bodies = [];
    private readonly Dictionary<(string Name, int Depth), int> _counts = [];

    public static HelperAssertions Of(IEnumerable<(TestLanguage Language, string Masked)> files)
    {
        var helpers = new HelperAssertions();
        foreach (var (language, masked) in files) helpers.Add(language, masked);
        return helpers;
    }

    /// <summary>Assertions of a body, with those of the helpers it calls.</summary>
    public int Count(TestLanguage language, string body) => Count(language, body, DepthMax);

    private void Add(TestLanguage language, string masked)
    {
        try
        {
            foreach (Match head in language.Function.Matches(masked))
            {
                _bodies[head.Groups["name"].Value] = (language, language.BodyAt(masked, head.Index + head.Length));
            }
        }
        catch (RegexMatchTimeoutException)
        {
            // Its helpers count for nothing.
        }
    }

    private int Count(TestLanguage language, string body, int depth)
    {
        // A call of a known helper counts as what is in the helper, whatever its name looks like.
        var own = language.Assertion.Matches(body).Count(match => !_bodies.ContainsKey(LastName(match.Value))) - language.Trivial.Count(body);
        if (depth == 0) return Math.Max(0, own);
        var called = Call().Matches(body).Select(match => match.Groups["name"].Value).Where(_bodies.ContainsKey)
            .Sum(name => (long)CountOf(name, depth - 1));
        return (int)Math.Min(int.MaxValue, Math.Max(0, own) + called);
    }

    /// <summary>Kept: helpers that call each other many times would be counted without end.</summary>
    private int CountOf(string name, int depth)
    {
        if (_counts.TryGetValue((name, depth), out var known)) return known;
        return _counts[(name, depth)] = Count(_bodies[name].Language, _bodies[name].Body, depth);
    }

    private static string LastName(string call) => Name().Matches(call) is { Count: > 0 } names ? names[^1].Value : "";

    [GeneratedRegex(@"\b(?<name>\w+)\s*(?:<[^<>()]*>)?\s*\(", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Call();

    [GeneratedRegex(@"\w+", RegexOptions.None, TestLanguage.MatchMillisecondsMax)]
    private static partial Regex Name();
}
