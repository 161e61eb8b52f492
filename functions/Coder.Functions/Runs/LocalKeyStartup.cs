using Coder.Accounts.Keys;
using Coder.Redaction;
using Coder.Runs.Redaction;
using Microsoft.Extensions.Hosting;

namespace Coder.Functions.Runs;

/// <summary>An embedded host makes its key at the first start, for the command line on the same machine.</summary>
internal sealed class LocalKeyStartup(HostIdentity host, LocalKey key, LogRedactor logs) : IHostedService
{
    public async Task StartAsync(CancellationToken cancellationToken)
    {
        if (host.IsOnlyHost)
        {
            logs.Learn([new Secret("the local API key", await key.EnsureAsync(host.Home, cancellationToken))]);
        }
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
