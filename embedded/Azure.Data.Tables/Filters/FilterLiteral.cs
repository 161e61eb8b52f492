using System.Globalization;

namespace Azure.Data.Tables.Filters;

/// <summary>Writes values as literals of a filter.</summary>
internal sealed class FilterLiteral : IFormatProvider, ICustomFormatter
{
    internal static FilterLiteral Formatter { get; } = new();

    public object? GetFormat(Type? formatType) => formatType == typeof(ICustomFormatter) ? this : null;

    public string Format(string? format, object? arg, IFormatProvider? formatProvider) => arg switch
    {
        string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
        int number => number.ToString(CultureInfo.InvariantCulture),
        long number => number.ToString(CultureInfo.InvariantCulture) + "L",
        double number => Real(number),
        bool flag => flag ? "true" : "false",
        Guid id => $"guid'{id:D}'",
        DateTimeOffset time => Time(time),
        DateTime time => Time(new DateTimeOffset(time.ToUniversalTime())),
        byte[] bytes => $"X'{Convert.ToHexString(bytes)}'",
        BinaryData data => $"X'{Convert.ToHexString(data.ToMemory().Span)}'",
        _ => throw new ArgumentException($"A value of type {arg?.GetType().Name ?? "null"} cannot stand in a table filter."),
    };

    private static string Time(DateTimeOffset time) => $"datetime'{time.UtcDateTime:yyyy-MM-ddTHH:mm:ss.fffffff}Z'";

    // Without a point or an exponent the service would read an integer.
    private static string Real(double number)
    {
        string text = number.ToString("R", CultureInfo.InvariantCulture);
        return text.AsSpan().ContainsAny('.', 'E', 'N') || double.IsInfinity(number) ? text : text + ".0";
    }
}
