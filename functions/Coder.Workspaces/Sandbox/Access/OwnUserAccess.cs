using Coder.Workspaces.Sandbox.Hosting;

namespace Coder.Workspaces.Sandbox.Access;

/// <summary>For an ordinary user: the child runs as the same user, who owns the workspace.</summary>
internal sealed class OwnUserAccess : IHostAccess
{
    private static readonly HostLease Lease = new(null, new Dictionary<string, string>(), () => Task.CompletedTask);

    public Task<HostLease> OpenAsync(SandboxCommand command, Toolchains toolchains, CancellationToken cancellation) => Task.FromResult(Lease);
}
