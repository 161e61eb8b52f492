using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Workspaces.Mirrors;

namespace Coder.Functions.Runs;

/// <summary>Removes mirrors that no run needs, on the host's own home.</summary>
public sealed class MirrorSweep(HostIdentity host, RunStore runs, IRepositoryMirrors mirrors)
{
    public async Task SweepAsync(CancellationToken cancellation)
    {
        if (!host.IsOnlyHost)
        {
            return;
        }

        HashSet<string> inUse = new(StringComparer.Ordinal);
        foreach (RunKey key in await runs.ListOpenAsync(cancellation))
        {
            if (await runs.FindAsync(key, cancellation) is { } run)
            {
                inUse.Add(run.RepositoryPath);
            }
        }

        await mirrors.SweepAsync(inUse, cancellation);
    }
}
