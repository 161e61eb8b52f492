using System.Collections.Concurrent;
using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Coder.Embedded.Store;

namespace Coder.LedgerSweep.Settling;

/// <summary>Kills a settlement on each side of each of its commits; what the next process makes of it has to be what an undisturbed one leaves.</summary>
/// <param name="points">At most so many of the commits' sides, spread over them.</param>
internal sealed class SettlementSweep(int points)
{
    private const int Lanes = 3;

    /// <summary>Sides of commits at which a process was killed.</summary>
    internal int Kills { get; private set; }

    /// <summary>Commits of an undisturbed settlement.</summary>
    internal int Commits { get; private set; }

    internal async Task<IReadOnlyList<Finding>> RunAsync()
    {
        (Commits, string expected) = await InFolderAsync(folder => LiveAsync(folder, 0, CommitSide.Before)) ?? throw new InvalidOperationException("An undisturbed settlement ended without a word.");
        (int Commit, CommitSide Side)[] all = [.. Enumerable.Range(1, Commits).SelectMany(commit => new[] { (commit, CommitSide.Before), (commit, CommitSide.After) })];
        (int Commit, CommitSide Side)[] chosen = points >= all.Length ? all : [.. Enumerable.Range(0, points).Select(point => all[point * all.Length / points])];
        ConcurrentBag<Finding> findings = [];
        await Parallel.ForEachAsync(chosen, new ParallelOptions { MaxDegreeOfParallelism = Lanes }, async (point, _) => await InFolderAsync(async folder =>
        {
            if (await LiveAsync(folder, point.Commit, point.Side) is not null)
            {
                findings.Add(new Finding(point.Commit, 0, $"The process was not killed {point.Side} commit {point.Commit}."));
            }

            string end = (await LiveAsync(folder, 0, CommitSide.Before))?.End ?? "nothing";
            if (end != expected)
            {
                findings.Add(new Finding(point.Commit, 0, $"Killed {point.Side} commit {point.Commit}, the run left `{end}`; undisturbed `{expected}`."));
            }

            return point;
        }));
        Kills = chosen.Length;
        return [.. findings];
    }

    private static async Task<T> InFolderAsync<T>(Func<string, Task<T>> work)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("coder-settling-");
        try
        {
            return await work(folder.FullName);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>Its commits and what it left; null: it was killed.</summary>
    private static async Task<(int Commits, string End)?> LiveAsync(string folder, int commit, CommitSide side)
    {
        string dotnet = Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());
        string program = Path.Combine(AppContext.BaseDirectory, "Coder.LedgerSweep.dll");
        using Process process = Process.Start(new ProcessStartInfo(dotnet, [program, .. SettlementProcess.Line(folder, commit, side)]) { RedirectStandardOutput = true })!;
        string said = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return said.Split(' ', 2) is [var commits, var end] && process.ExitCode == 0 ? (int.Parse(commits, CultureInfo.InvariantCulture), end.TrimEnd()) : null;
    }
}
