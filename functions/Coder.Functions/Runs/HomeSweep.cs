using Coder.Workspaces.Sessions;

namespace Coder.Functions.Runs;

/// <summary>Clears an embedded host's home of what final and abandoned runs have left: workspaces, caches, logs. Its host alone does so, under the home's lock.</summary>
public sealed class HomeSweep(HostIdentity host, IWorkspaces workspaces, RunLogs logs, TimeProvider time)
{
    /// <summary>Younger folders may belong to a run that begins just now.</summary>
    private static readonly TimeSpan AgeMin = TimeSpan.FromHours(1);

    /// <param name="open">Ids of the runs that are not final: theirs stay, however long they wait.</param>
    public async Task SweepAsync(IReadOnlySet<string> open, CancellationToken cancellation)
    {
        if (!host.IsOnlyHost)
        {
            return;
        }

        DateTimeOffset before = time.GetUtcNow() - AgeMin;
        await workspaces.SweepAsync(open, before, cancellation);
        logs.Sweep(open, before);
    }
}
