using Coder.Workspaces.Sandbox.Access;
using Coder.Workspaces.Sandbox.Groups;
using Coder.Workspaces.Sandbox.Limits;
using Coder.Workspaces.Sandbox.Scratch;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>What one command holds on the host while it runs.</summary>
internal sealed class CommandSetup : IAsyncDisposable
{
    private readonly HostLease _lease;

    private CommandSetup(HostLease lease, ICommandGroup group, CommandFolder folder, LimitWatch watch) =>
        (_lease, Group, Folder, Watch) = (lease, group, folder, watch);

    public ICommandGroup Group { get; }

    public CommandFolder Folder { get; }

    public LimitWatch Watch { get; }

    /// <exception cref="IOException">Something cannot be had; nothing is held then.</exception>
    public static async Task<CommandSetup> MakeAsync(SandboxCommand command, HostLease lease, SandboxScratch scratch, TimeProvider time)
    {
        ICommandGroup? group = null;
        try
        {
            group = scratch.Groups.Create(command.Limits);
            var folder = new CommandFolder(scratch.CreateFolder());
            return new(lease, group, folder, new LimitWatch(command, group, () => folder.Status.FirstProcess, time));
        }
        catch
        {
            group?.Dispose();
            await lease.DisposeAsync();
            throw;
        }
    }

    public string SourceOf(string hostPath) => _lease.SourceOf(hostPath);

    public uint? SlotUser => _lease.User;

    public async ValueTask DisposeAsync()
    {
        Folder.Dispose();
        Group.Dispose();
        await _lease.DisposeAsync();
    }
}
