using Coder.Workspaces.Sandbox;
using Microsoft.Extensions.DependencyInjection;

namespace Coder.CrashSweep.Hosting;

/// <summary>What a host that starts no sandbox can do without.</summary>
internal static class UnsandboxedServices
{
    /// <summary>Its start does not try the machine's sandbox: a third of the processor time of a start, and a sweep has hundreds of them.</summary>
    internal static void RemoveSandboxStartup(this IServiceCollection services) =>
        services.Remove(services.Single(service => service.ImplementationType == typeof(SandboxStartup)));
}
