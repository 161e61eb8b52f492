using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;

namespace Coder.LedgerSweep.Storing;

/// <summary>Kills a worker with SIGKILL again and again until its lanes are through, then has the whole store looked at.</summary>
/// <param name="operations">Of all lanes together.</param>
/// <param name="kills">SIGKILLs, spread over the operations.</param>
internal sealed class StoreSweep(int seed, int operations, int kills)
{
    private const int Lanes = 8;

    private readonly Random _random = new(seed);
    private readonly int[] _starts = new int[Lanes];
    private readonly List<Finding> _findings = [];
    private int _acknowledged;
    private int _answered;

    internal int Kills { get; private set; }

    /// <summary>Operations that were posted, repeated or refused.</summary>
    internal int Answers => _answered;

    /// <summary>ETag conflicts of the workers that ended by themselves.</summary>
    internal long Conflicts { get; private set; }

    internal int Acknowledgements => _acknowledged;

    internal async Task<IReadOnlyList<Finding>> RunAsync()
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("coder-ledger-");
        try
        {
            int each = operations / Lanes;
            for (int kill = 1; kill <= kills; kill++)
            {
                int patience = Math.Max(1, operations / (kills + 1) * _random.Next(50, 110) / 100);
                Kills += await LiveAsync(new WorkerArguments(folder.FullName, seed, each, [.. _starts]), patience) ? 1 : 0;
            }

            await LiveAsync(new WorkerArguments(folder.FullName, seed, each, [.. _starts]), int.MaxValue);
            await LiveAsync(new WorkerArguments(folder.FullName, seed, 0, [.. _starts]), int.MaxValue);
            return _findings;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    /// <summary>One life of the worker; true: it was killed after so many answers.</summary>
    private async Task<bool> LiveAsync(WorkerArguments arguments, int patience)
    {
        using Process worker = Start(arguments);
        bool isEnded = false;
        int answeredBefore = _answered;
        List<string> told = [];
        try
        {
            while (await worker.StandardOutput.ReadLineAsync() is { } line)
            {
                isEnded |= Hear(line, told);
                if (_answered - answeredBefore == patience)
                {
                    worker.Kill();
                }
            }
        }
        finally
        {
            worker.Kill();
            await worker.WaitForExitAsync();
        }

        await File.AppendAllLinesAsync(arguments.AcknowledgedFile, told);
        if (!isEnded && _answered - answeredBefore < patience)
        {
            _findings.Add(new Finding(seed, _acknowledged, $"The worker ended by itself with exit code {worker.ExitCode}."));
        }

        return !isEnded;
    }

    /// <summary>True: that was the worker's last word.</summary>
    private bool Hear(string line, List<string> told)
    {
        if (Acknowledged.Parse(line) is { } posted)
        {
            told.Add(line);
            _acknowledged++;
            _answered++;
            // One step back: the last that was told is asked for once more.
            _starts[posted.Lane] = posted.Index;
            return false;
        }

        _answered += line == Worker.RefusedWord ? 1 : 0;
        if (line.StartsWith(Worker.FoundWord, StringComparison.Ordinal))
        {
            _findings.Add(new Finding(seed, _acknowledged, line[Worker.FoundWord.Length..]));
        }

        bool isEnd = line.StartsWith(Worker.EndWord, StringComparison.Ordinal);
        Conflicts += isEnd ? long.Parse(line[Worker.EndWord.Length..], CultureInfo.InvariantCulture) : 0;
        return isEnd;
    }

    private static Process Start(WorkerArguments arguments)
    {
        string dotnet = Path.GetFullPath("../../../dotnet", RuntimeEnvironment.GetRuntimeDirectory());
        string program = Path.Combine(AppContext.BaseDirectory, "Coder.LedgerSweep.dll");
        return Process.Start(new ProcessStartInfo(dotnet, [program, .. arguments.Line()]) { RedirectStandardOutput = true })!;
    }
}
