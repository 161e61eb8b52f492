using System.Globalization;
using System.Numerics;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Coder.Yaml;

/// <summary>What a plain YAML 1.2 scalar is. <c>yes</c>, <c>no</c>, <c>on</c>, <c>off</c> and numbers with leading zeros are text.</summary>
public static partial class ScalarSchema
{
    public static ScalarType TypeOf(string plain) => plain switch
    {
        "" or "~" or "null" or "Null" or "NULL" => ScalarType.Null,
        "true" or "True" or "TRUE" or "false" or "False" or "FALSE" => ScalarType.Boolean,
        _ when Integer().IsMatch(plain) => ScalarType.Integer,
        _ when Float().IsMatch(plain) => ScalarType.Float,
        _ => ScalarType.Text,
    };

    public static bool IsTrue(string plain) => plain is "true" or "True" or "TRUE";

    /// <summary>The value as JSON; a number that JSON can write keeps its text.</summary>
    public static JsonNode? ToJson(SourceScalar scalar) => scalar.Type switch
    {
        ScalarType.Null => null,
        ScalarType.Boolean => JsonValue.Create(IsTrue(scalar.Text)),
        ScalarType.Integer or ScalarType.Float => JsonNode.Parse(JsonNumber().IsMatch(scalar.Text) ? scalar.Text : Rewrite(scalar)),
        _ => JsonValue.Create(scalar.Text),
    };

    private static string Rewrite(SourceScalar scalar)
    {
        var digits = scalar.Text.TrimStart('+', '-');
        var sign = scalar.Text[0] == '-' ? "-" : "";
        if (scalar.Type == ScalarType.Float)
        {
            return double.Parse(scalar.Text, NumberStyles.Float, CultureInfo.InvariantCulture).ToString("R", CultureInfo.InvariantCulture);
        }

        return sign + (digits.StartsWith("0x", StringComparison.Ordinal)
            ? BigInteger.Parse("0" + digits[2..], NumberStyles.HexNumber, CultureInfo.InvariantCulture)
            : digits.StartsWith("0o", StringComparison.Ordinal)
                ? digits[2..].Aggregate(BigInteger.Zero, (sum, digit) => (sum * 8) + (digit - '0'))
                : BigInteger.Parse(digits, CultureInfo.InvariantCulture));
    }

    // At most 300 digits: a longer one is text, as no number type holds it.
    [GeneratedRegex(@"\A[-+]?(0|[1-9][0-9]{0,299}|0x[0-9A-Fa-f]{1,250}|0o[0-7]{1,300})\z", RegexOptions.CultureInvariant)]
    private static partial Regex Integer();

    [GeneratedRegex(@"\A[-+]?(\.[0-9]{1,300}|(0|[1-9][0-9]{0,200})(\.[0-9]{0,300})?)([eE][-+]?[0-9]{1,2})?\z", RegexOptions.CultureInvariant)]
    private static partial Regex Float();

    [GeneratedRegex(@"\A-?(0|[1-9][0-9]*)(\.[0-9]+)?([eE][-+]?[0-9]+)?\z", RegexOptions.CultureInvariant)]
    private static partial Regex JsonNumber();
}
