using OpenTelemetry.Exporter;

namespace Coder.Functions.Telemetry;

/// <summary>Where a signal is sent, as the standard <c>OTEL_*</c> variables say.</summary>
/// <param name="Headers">As the variable has them: <c>name=value,…</c>.</param>
internal sealed record OtlpTarget(Uri Endpoint, OtlpExportProtocol Protocol, string? Headers, int? TimeoutMilliseconds)
{
    internal const string Traces = "traces";
    internal const string Metrics = "metrics";
    internal const string Logs = "logs";

    /// <summary>Null: the signal is sent nowhere. Without an endpoint nothing is: there is no default one.</summary>
    /// <param name="signal">One of <see cref="Traces"/>, <see cref="Metrics"/>, <see cref="Logs"/>.</param>
    /// <exception cref="InvalidOperationException">A variable cannot be followed; the message names it.</exception>
    internal static OtlpTarget? Of(string signal, Func<string, string?> setting)
    {
        string upper = signal.ToUpperInvariant();
        string? own = setting($"OTEL_EXPORTER_OTLP_{upper}_ENDPOINT");
        if ((own ?? setting("OTEL_EXPORTER_OTLP_ENDPOINT")) is not { } text
            || string.Equals(setting("OTEL_SDK_DISABLED"), "true", StringComparison.OrdinalIgnoreCase)
            || setting($"OTEL_{upper}_EXPORTER") == "none")
        {
            return null;
        }

        OtlpExportProtocol protocol = (Either("PROTOCOL") ?? "grpc") switch
        {
            "grpc" => OtlpExportProtocol.Grpc,
            "http/protobuf" => OtlpExportProtocol.HttpProtobuf,
            var other => throw new InvalidOperationException($"OTEL_EXPORTER_OTLP_PROTOCOL is `{other}`; give `grpc` or `http/protobuf`."),
        };
        // Over HTTP the common endpoint is a base; a signal's own is taken as it is.
        string address = own is null && protocol == OtlpExportProtocol.HttpProtobuf ? $"{text.TrimEnd('/')}/v1/{signal}" : text;
        return Uri.TryCreate(address, UriKind.Absolute, out Uri? endpoint) && endpoint.Scheme is ("http" or "https")
            ? new OtlpTarget(endpoint, protocol, Either("HEADERS"), int.TryParse(Either("TIMEOUT"), out int timeout) ? timeout : null)
            : throw new InvalidOperationException($"OTEL_EXPORTER_OTLP_ENDPOINT is `{text}`; give an http(s) address.");

        string? Either(string name) => setting($"OTEL_EXPORTER_OTLP_{upper}_{name}") ?? setting($"OTEL_EXPORTER_OTLP_{name}");
    }

    internal void Apply(OtlpExporterOptions options)
    {
        options.Endpoint = Endpoint;
        options.Protocol = Protocol;
        options.Headers = Headers ?? options.Headers;
        options.TimeoutMilliseconds = TimeoutMilliseconds ?? options.TimeoutMilliseconds;
    }
}
