using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>A command that runs: its output line by line, and the ways to stop it.</summary>
internal sealed class CliProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(300);
    private const int SigInt = 2;

    private readonly Process _process;
    private readonly OutputLines _out;
    private readonly OutputLines _error;

    private CliProcess(Process process)
    {
        _process = process;
        _out = new(process.StandardOutput);
        _error = new(process.StandardError);
    }

    public static CliProcess Start(string file, IEnumerable<string> arguments, string folder, IReadOnlyDictionary<string, string> environment, byte[]? input)
    {
        ProcessStartInfo start = new(file, arguments)
        {
            WorkingDirectory = folder,
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            StandardOutputEncoding = Encoding.UTF8,
            StandardErrorEncoding = Encoding.UTF8,
        };
        start.Environment.Clear();
        foreach ((string name, string value) in environment)
        {
            start.Environment[name] = value;
        }

        CliProcess process = new(Process.Start(start)!);
        process.Feed(input ?? []);
        return process;
    }

    public bool HasExited => _process.HasExited;

    /// <summary>The first line of standard error (from the beginning) that holds <paramref name="text"/>.</summary>
    public Task<string> ErrorLineAsync(string text) => _error.FirstAsync(line => line.Contains(text, StringComparison.Ordinal), text, Patience, Describe);

    /// <summary>The first line of standard output (from the beginning) for which <paramref name="wanted"/> holds.</summary>
    public Task<string> OutLineAsync(Func<string, bool> wanted, string what) => _out.FirstAsync(wanted, what, Patience, Describe);

    public async Task<string> RunIdAsync() => RunLine.IdIn(await _error.FirstAsync(line => RunLine.IdIn(line) is not null, "the run's line", Patience, Describe))!;

    /// <summary>What Ctrl-C sends.</summary>
    public void Interrupt() => Assert.Equal(0, Kill(_process.Id, SigInt));

    public async Task<CliResult> EndAsync()
    {
        using CancellationTokenSource deadline = new(Patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
        }
        catch (OperationCanceledException)
        {
            _process.Kill(entireProcessTree: true);
            Assert.Fail($"The command did not end within {Patience.TotalSeconds} s.\n{Describe()}");
        }

        return new(_process.ExitCode, await _out.AllAsync(), await _error.AllAsync());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }

    private void Feed(byte[] input) => _ = Task.Run(() =>
    {
        try
        {
            _process.StandardInput.BaseStream.Write(input);
            _process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It refused to read all of it.
        }
    });

    private string Describe() => $"--- stdout so far\n{_out}\n--- stderr so far\n{_error}";

    [DllImport("libc", EntryPoint = "kill")]
    private static extern int Kill(int pid, int signal);
}
