using System.Globalization;

namespace Coder.Testing.Telemetry;

/// <summary>A span as a collector gets it; the fields of opentelemetry.proto.trace.v1.Span.</summary>
/// <param name="Attributes">Values as text.</param>
public sealed record OtlpSpan(string TraceId, string SpanId, string ParentId, string Name, ulong Start, ulong End, IReadOnlyDictionary<string, string> Attributes, bool IsError)
{
    private const ulong StatusError = 2;

    internal static OtlpSpan Of(ProtobufMessage span) => new(
        Convert.ToHexStringLower(span.Bytes(1).Span),
        Convert.ToHexStringLower(span.Bytes(2).Span),
        Convert.ToHexStringLower(span.Bytes(4).Span),
        span.Text(5),
        span.Number(7),
        span.Number(8),
        span.Many(9).ToDictionary(pair => pair.Text(1), pair => ValueOf(pair.One(2)!), StringComparer.Ordinal),
        span.One(15)?.Number(3) == StatusError);

    private static string ValueOf(ProtobufMessage value) => value switch
    {
        _ when value.Has(1) => value.Text(1),
        _ when value.Has(2) => value.Number(2) != 0 ? "true" : "false",
        _ when value.Has(3) => ((long)value.Number(3)).ToString(CultureInfo.InvariantCulture),
        _ when value.Has(4) => BitConverter.UInt64BitsToDouble(value.Number(4)).ToString(CultureInfo.InvariantCulture),
        _ => "",
    };
}
