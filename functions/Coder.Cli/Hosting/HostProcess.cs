using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text;

namespace Coder.Cli.Hosting;

/// <summary>
/// A host that this command started. It writes to its log file itself and has a session of its own, so neither Ctrl-C on this terminal nor
/// the end of this process touches it.
/// </summary>
internal sealed class HostProcess : IDisposable
{
    private const int SigTerm = 15;
    private const int TailLines = 12;

    private const string Launch = """
        exec </dev/null >>"$0" 2>&1
        command -v setsid >/dev/null 2>&1 && exec setsid "$@"
        trap '' INT
        exec "$@"
        """;

    /// <summary>Settings of one run, never of a host: the command line puts them into the request.</summary>
    private static readonly string[] NotInherited = ["BUILD_CMD", "TEST_CMD", "CODER_AUTOAPPROVE"];

    private readonly Process _process;
    private long _read;

    private HostProcess(Process process, string logFile) => (_process, LogFile) = (process, logFile);

    public string LogFile { get; }

    public int Pid => _process.Id;

    public bool HasExited => _process.HasExited;

    public static HostProcess Start(IReadOnlyList<string> command, CoderHome home, DateTimeOffset now)
    {
        string log = Path.Combine(home.LogsFolder, $"host-{now:yyyyMMdd-HHmmss}-{Environment.ProcessId}.log");
        ProcessStartInfo start = StartInfo("/bin/sh", ["-c", Launch, log, .. command, "--port", "0"], home);
        return new(Process.Start(start)!, log);
    }

    /// <summary>How a host is started, in the background or in front.</summary>
    public static ProcessStartInfo StartInfo(string file, IEnumerable<string> arguments, CoderHome home)
    {
        ProcessStartInfo start = new(file, arguments) { WorkingDirectory = home.Folder };
        start.Environment["CODER_HOME"] = home.Folder;
        foreach (string name in NotInherited)
        {
            start.Environment.Remove(name);
        }

        return start;
    }

    public static void Terminate(int pid) => _ = Kill(pid, SigTerm);

    /// <summary>The log's whole lines that were not read yet.</summary>
    public IReadOnlyList<string> ReadNewLines()
    {
        if (!File.Exists(LogFile))
        {
            return [];
        }

        using FileStream log = new(LogFile, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        log.Position = _read;
        byte[] bytes = new byte[log.Length - _read];
        log.ReadExactly(bytes);
        int end = Array.LastIndexOf(bytes, (byte)'\n') + 1;
        _read += end;
        return Encoding.UTF8.GetString(bytes, 0, end).Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    /// <summary>The last lines of the log, for an error message.</summary>
    public string Tail() => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(TailLines)) : "";

    /// <summary>Asks it to stop and waits; false when it is still there after <paramref name="patience"/>.</summary>
    public async Task<bool> StopAsync(TimeSpan patience)
    {
        if (!HasExited)
        {
            Terminate(Pid);
        }

        using CancellationTokenSource deadline = new(patience);
        try
        {
            await _process.WaitForExitAsync(deadline.Token);
            return true;
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    public void Dispose() => _process.Dispose();

    [DllImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static extern int Kill(int pid, int signal);
}
