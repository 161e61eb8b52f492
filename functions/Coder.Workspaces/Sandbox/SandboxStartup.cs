using Microsoft.Extensions.Hosting;

namespace Coder.Workspaces.Sandbox;

/// <summary>Clears away what a killed host left, before any run goes on; and begins the self-test, so that no run has to wait for it.</summary>
internal sealed class SandboxStartup(SandboxSelector selector) : IHostedService
{
    private Task _test = Task.CompletedTask;

    public Task StartAsync(CancellationToken cancellationToken)
    {
        selector.ClearAbandoned();
        // What it finds is told to the first run that needs a sandbox: one without needs none of it.
        _test = Task.Run(() => selector.ReportAsync(CancellationToken.None), CancellationToken.None);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken) =>
        await _test.WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
