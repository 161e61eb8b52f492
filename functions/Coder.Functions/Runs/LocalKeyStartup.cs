using Coder.Accounts.Keys;
using Microsoft.Extensions.Hosting;

namespace Coder.Functions.Runs;

/// <summary>An embedded host makes its key at the first start, for the command line on the same machine.</summary>
internal sealed class LocalKeyStartup(HostIdentity host, LocalKey key) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (host.IsOnlyHost)
        {
            await key.EnsureAsync(host.Home, cancellationToken);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
