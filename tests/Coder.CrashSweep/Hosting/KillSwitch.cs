using System.Diagnostics;
using Coder.Embedded.Store;

namespace Coder.CrashSweep.Hosting;

/// <summary>Counts the store's commits, and ends this process with SIGKILL at the one it is set to.</summary>
internal sealed class KillSwitch
{
    private readonly Lock _gate = new();
    private int _commits;
    private int _target;
    private CommitSide _side;

    /// <summary>Commits since the store was opened.</summary>
    internal int Commits
    {
        get
        {
            lock (_gate)
            {
                return _commits;
            }
        }
    }

    /// <param name="commit">The commit, counted from now; 0: none.</param>
    internal void Set(int commit, CommitSide side)
    {
        lock (_gate)
        {
            _target = commit == 0 ? 0 : _commits + commit;
            _side = side;
        }
    }

    /// <summary>For <see cref="EmbeddedStore.Open"/>.</summary>
    internal void OnCommit(CommitSide side)
    {
        lock (_gate)
        {
            if (side == CommitSide.Before)
            {
                _commits++;
            }

            if (_commits == _target && side == _side)
            {
                // The kernel ends the process before the call returns.
                Process.GetCurrentProcess().Kill();
            }
        }
    }
}
