using System.Text.RegularExpressions;

namespace Coder.Workspaces.Policy;

/// <summary>Finds random-looking values that are assigned to something with a telling name (<c>"api_key": "…"</c>, <c>DB_PASSWORD=…</c>).</summary>
internal static partial class NamedSecret
{
    private const int LineCharactersMax = 20_000;
    private const double BitsMin = 3.5;
    private const double HexBitsMin = 3.0;
    private const int HexCharactersMin = 32;

    // Names of types and fields have a digit or two.
    private const int DigitsMin = 3;

    private static readonly string[] Placeholders = ["example", "placeholder", "changeme", "change-me", "your", "xxxx", "dummy", "redacted", "sample", "<", "${", "{{", "$(", "...", "…"];

    /// <summary>The value, or null.</summary>
    public static string? Find(string line)
    {
        if (line.Length > LineCharactersMax || !Name().IsMatch(line))
        {
            return null;
        }

        return Quoted().Matches(line).Concat(Bare().Matches(line)).Select(match => match.Groups["value"].Value).FirstOrDefault(IsRandom);
    }

    private static bool IsRandom(string value)
    {
        if (Placeholders.Any(word => value.Contains(word, StringComparison.OrdinalIgnoreCase)) || value.Count(char.IsAsciiDigit) < DigitsMin || Guid.TryParseExact(value, "D", out _))
        {
            return false;
        }

        bool isHex = value.All(char.IsAsciiHexDigit);
        return isHex ? value.Length >= HexCharactersMin && Bits(value) >= HexBitsMin : value.Any(char.IsAsciiLetter) && Bits(value) >= BitsMin;
    }

    /// <summary>Shannon entropy a character.</summary>
    private static double Bits(string value) => value.GroupBy(c => c).Sum(group =>
    {
        double share = (double)group.Count() / value.Length;
        return -share * Math.Log2(share);
    });

    private const string Telling = @"(?i:secret|token|passw(?:or)?d|passphrase|api[_-]?key|apikey|private[_-]?key|access[_-]?key|account[_-]?key|credential|authorization|bearer)";

    [GeneratedRegex(Telling, RegexOptions.NonBacktracking)]
    private static partial Regex Name();

    [GeneratedRegex(Telling + @"\w{0,30}[""']?\s{0,10}(?:=>|:=|[:=(,])\s{0,10}(?:Bearer\s)?[""'](?<value>[^\s""']{16,512})[""']", RegexOptions.NonBacktracking)]
    private static partial Regex Quoted();

    // As in .env files and YAML: a name, then nothing but the value.
    [GeneratedRegex(@"^\s*(?:-\s+)?(?:export\s+)?[\w.-]{0,60}" + Telling + @"[\w.-]{0,30}\s{0,4}[:=]\s{0,4}(?<value>[A-Za-z0-9+/=_~!@#%^&*-]{16,512})\s*$", RegexOptions.NonBacktracking)]
    private static partial Regex Bare();
}
