using System.Diagnostics;
using System.Runtime.InteropServices;

namespace Coder.CrashSweep.Driving;

/// <summary>A process of this program that is spoken to line by line. It ends when this one does: its input ends.</summary>
internal sealed class LineProcess : IDisposable
{
    private readonly Process _process;

    internal LineProcess(params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "Coder.CrashSweep"), arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath("../../..", RuntimeEnvironment.GetRuntimeDirectory());
        _process = Process.Start(start)!;
    }

    /// <summary>The next line of output.</summary>
    /// <exception cref="HostDiedException">There is none: the process has ended.</exception>
    internal async Task<string> ReadAsync() => await _process.StandardOutput.ReadLineAsync() ?? throw new HostDiedException();

    /// <exception cref="HostDiedException">The process has ended.</exception>
    internal async Task<string> AskAsync(string line)
    {
        try
        {
            await _process.StandardInput.WriteLineAsync(line);
            await _process.StandardInput.FlushAsync();
        }
        catch (IOException)
        {
            throw new HostDiedException();
        }

        return await ReadAsync();
    }

    /// <summary>Sends SIGKILL.</summary>
    internal void Kill() => _process.Kill();

    internal Task EndedAsync() => _process.WaitForExitAsync();

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
