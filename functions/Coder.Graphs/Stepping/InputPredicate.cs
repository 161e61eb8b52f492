using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Coder.Graphs.Stepping;

/// <summary>The length predicate of an input node: <c>len(input) OP N</c>, in UTF-8 bytes.</summary>
internal static partial class InputPredicate
{
    public const string Grammar = "`len(input)`, one of >= <= == > <, and a whole number";

    public static bool IsSupported(string predicate) => Parse(predicate) is not null;

    /// <returns>Null when the text fits (or the predicate is unsupported: see <see cref="IsSupported"/>); else what is wrong with it.</returns>
    public static string? Problem(string predicate, string text)
    {
        if (Parse(predicate) is not var (op, bound))
        {
            return null;
        }

        var length = (ulong)Encoding.UTF8.GetByteCount(text);
        var fits = op switch
        {
            ">=" => length >= bound,
            "<=" => length <= bound,
            "==" => length == bound,
            ">" => length > bound,
            _ => length < bound,
        };
        return fits ? null : $"The answer has {length} bytes, but its length must be {op} {bound}.";
    }

    private static (string Op, ulong Bound)? Parse(string predicate)
    {
        var match = Predicate().Match(predicate);
        return match.Success && ulong.TryParse(match.Groups[2].Value, NumberStyles.None, CultureInfo.InvariantCulture, out var bound)
            ? (match.Groups[1].Value, bound)
            : null;
    }

    [GeneratedRegex(@"\A *len\(input\) *(>=|<=|==|>|<) *([0-9]+) *\z", RegexOptions.CultureInvariant)]
    private static partial Regex Predicate();
}
