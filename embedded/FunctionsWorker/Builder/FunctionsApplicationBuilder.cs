using System.Reflection;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Connections;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Azure.Functions.Worker.Core;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Azurite;
using Microsoft.Azure.Functions.Worker.Hosting.Http;
using Microsoft.Azure.Functions.Worker.Hosting.Invocation;
using Microsoft.Azure.Functions.Worker.Hosting.Queues;
using Microsoft.Azure.Functions.Worker.Hosting.Timers;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Hosting.Internal;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Builds the embedded host: configuration, services and worker middleware of the app.</summary>
public class FunctionsApplicationBuilder : IFunctionsWorkerApplicationBuilder, IHostApplicationBuilder
{
    private readonly EmbeddedHostSettings _settings;
    private readonly FunctionCatalog _catalog;
    private readonly WebApplicationBuilder _web;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    internal FunctionsApplicationBuilder(EmbeddedHostSettings settings, Assembly app)
    {
        _settings = settings;
        _catalog = FunctionCatalog.Of(app.GetExportedTypes());
        _web = WebApplication.CreateEmptyBuilder(new WebApplicationOptions
        {
            ApplicationName = app.GetName().Name,
            ContentRootPath = AppContext.BaseDirectory,
        });
        _web.Configuration.AddConfiguration(settings.Configuration);
        _web.Logging.AddEmbeddedHost(settings.HostJson.Logging);
        _web.WebHost.UseKestrelCore().ConfigureKestrel(kestrel =>
        {
            kestrel.AddServerHeader = false;
            kestrel.Listen(settings.Endpoint);
        });
        _web.Services.AddSingleton<IMemoryPoolFactory<byte>, RequestBuffers>();
        AddHostServices(_web.Services);
        foreach (WorkerExtensionStartup startup in WorkerExtensions.Of(app))
        {
            startup.Configure(this);
        }
    }

    public IServiceCollection Services => _web.Services;

    public ConfigurationManager Configuration => _web.Configuration;

    public IHostEnvironment Environment => _web.Environment;

    public ILoggingBuilder Logging => _web.Logging;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    IConfigurationManager IHostApplicationBuilder.Configuration => _web.Configuration;

    /// <summary>Set by <c>ConfigureFunctionsWebApplication</c>: without it HTTP functions are refused.</summary>
    internal bool ServesHttp { get; set; }

    public void ConfigureContainer<TContainerBuilder>(IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }

    /// <exception cref="InvalidOperationException">A function cannot be served; the message names it and the fix.</exception>
    public IHost Build()
    {
        HttpFunction[] http = [.. HttpFunction.Of(_catalog, _settings.HostJson.RoutePrefix)];
        if (http.Length > 0 && !ServesHttp)
        {
            throw new InvalidOperationException($"Function '{http[0].Function.Name}' has an HTTP trigger: call ConfigureFunctionsWebApplication() on the builder.");
        }

        // After the extensions' own triggers: queue and timer functions start orchestrations.
        QueueFunction[] queues = [.. QueueFunction.Of(_catalog)];
        TimerFunction[] timers = [.. TimerFunction.Of(_catalog)];
        Services.AddSingleton<ITriggerListener>(provider => ActivatorUtilities.CreateInstance<QueueListener>(provider, [queues]));
        Services.AddSingleton<ITriggerListener>(provider => ActivatorUtilities.CreateInstance<TimerListener>(provider, [timers]));

        // Last of the hosted services, so that triggers fire only after the app's own services have started.
        Services.AddHostedService<ListenerService>();
        WebApplication web = _web.Build();
        HttpListener.Map(web, http);
        return new EmbeddedHost(web, _settings);
    }

    private void AddHostServices(IServiceCollection services)
    {
        services.AddRouting();
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(_settings);
        services.AddSingleton(_settings.Home);
        services.AddSingleton<IFunctionCatalog>(_catalog);
        services.AddSingleton(provider => new WorkerPipeline(_middleware));
        services.AddSingleton<IFunctionInvoker, FunctionInvoker>();
        services.AddSingleton<HttpListener>();
        services.Configure<HostOptions>(options => options.ShutdownTimeout = _settings.StopTimeout);
        services.AddSingleton<ConsoleLifetime>();
        services.AddSingleton<IHostLifetime, AzuriteLifetime>();
    }
}
