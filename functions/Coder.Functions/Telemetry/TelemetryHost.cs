using Microsoft.Extensions.Hosting;
using OpenTelemetry;
using OpenTelemetry.Metrics;
using OpenTelemetry.Resources;
using OpenTelemetry.Trace;

namespace Coder.Functions.Telemetry;

/// <summary>Sends traces and metrics while the host runs, and what is left of them when it stops.</summary>
internal sealed class TelemetryHost(OtlpTarget? traces, OtlpTarget? metrics, string service) : IHostedService, IDisposable
{
    private TracerProvider? _traces;
    private MeterProvider? _metrics;

    internal static ResourceBuilder Resource(string service) => ResourceBuilder.CreateDefault().AddService(service);

    public Task StartAsync(CancellationToken cancellationToken)
    {
        _traces = traces is null ? null : Sdk.CreateTracerProviderBuilder()
            .SetResourceBuilder(Resource(service)).AddSource(RunTelemetry.SourceName).AddOtlpExporter(traces.Apply).Build();
        _metrics = metrics is null ? null : Sdk.CreateMeterProviderBuilder()
            .SetResourceBuilder(Resource(service)).AddMeter(RunMeters.Name).AddOtlpExporter(metrics.Apply).Build();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken)
    {
        Dispose();
        return Task.CompletedTask;
    }

    /// <summary>Disposing sends what is left.</summary>
    public void Dispose()
    {
        _traces?.Dispose();
        _metrics?.Dispose();
        (_traces, _metrics) = (null, null);
    }
}
