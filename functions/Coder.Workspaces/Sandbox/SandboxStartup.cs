using Microsoft.Extensions.Hosting;

namespace Coder.Workspaces.Sandbox;

/// <summary>Clears away what a killed host left, before any run goes on.</summary>
internal sealed class SandboxStartup(SandboxSelector selector) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        selector.ClearAbandoned();
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
