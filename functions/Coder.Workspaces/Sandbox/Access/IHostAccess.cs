using Coder.Workspaces.Sandbox.Hosting;

namespace Coder.Workspaces.Sandbox.Access;

/// <summary>Lets a sandbox's child reach the folders it is meant to show, and write the writable ones.</summary>
internal interface IHostAccess
{
    Task<HostLease> OpenAsync(SandboxCommand command, Toolchains toolchains, CancellationToken cancellation);
}
