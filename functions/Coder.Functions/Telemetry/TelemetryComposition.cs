using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using OpenTelemetry.Logs;

namespace Coder.Functions.Telemetry;

/// <summary>Telemetry by the standard <c>OTEL_*</c> variables; without an endpoint, none.</summary>
internal static class TelemetryComposition
{
    private const string ServiceDefault = "coder";

    internal static IServiceCollection AddTelemetry(this IServiceCollection services, Func<string, string?> setting)
    {
        services.AddSingleton<RunMeters>().AddSingleton<RunTelemetry>();
        string service = setting("OTEL_SERVICE_NAME") ?? ServiceDefault;
        OtlpTarget? traces = OtlpTarget.Of(OtlpTarget.Traces, setting);
        OtlpTarget? metrics = OtlpTarget.Of(OtlpTarget.Metrics, setting);
        if (traces is not null || metrics is not null)
        {
            services.AddSingleton<IHostedService>(_ => new TelemetryHost(traces, metrics, service));
        }

        if (OtlpTarget.Of(OtlpTarget.Logs, setting) is { } logs)
        {
            // Behind the factory that redacts, like every other way a log line goes.
            services.AddLogging(logging => logging.AddOpenTelemetry(options =>
            {
                options.IncludeFormattedMessage = true;
                options.SetResourceBuilder(TelemetryHost.Resource(service)).AddOtlpExporter(logs.Apply);
            }));
        }

        return services;
    }
}
