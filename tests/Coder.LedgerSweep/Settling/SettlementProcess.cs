using System.Diagnostics;
using System.Globalization;
using Coder.Embedded.Store;

namespace Coder.LedgerSweep.Settling;

/// <summary>A process that carries a settlement out and ends itself with SIGKILL right before or right after one of its store's commits.</summary>
internal static class SettlementProcess
{
    private const string Word = "settle";

    internal static string[] Line(string folder, int commit, CommitSide side) => [Word, folder, commit.ToString(CultureInfo.InvariantCulture), side.ToString()];

    /// <summary>False: the arguments are not such a process's.</summary>
    internal static async Task<bool> TryRunAsync(string[] args)
    {
        if (args is not [Word, var folder, var commit, var side])
        {
            return false;
        }

        int target = int.Parse(commit, CultureInfo.InvariantCulture);
        CommitSide at = Enum.Parse<CommitSide>(side);
        int commits = 0;
        await using EmbeddedStore store = EmbeddedStore.Open(Path.Combine(folder, "store.db"), reached =>
        {
            commits += reached == CommitSide.Before ? 1 : 0;
            if (commits == target && reached == at)
            {
                // The kernel ends the process before the call returns.
                Process.GetCurrentProcess().Kill();
            }
        });
        string end = await new Settlement(folder).CarryOutAsync();
        Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{commits} {end}"));
        return true;
    }
}
