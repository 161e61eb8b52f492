using System.Diagnostics;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Azurite;
using Microsoft.Azure.Functions.Worker.Hosting.Home;

namespace Embedded.Tests.FunctionsWorker;

/// <summary>The test app as a process of its own.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    private readonly Process _process;
    private readonly Task<string> _errors;
    private readonly Task<string> _output;

    private HostProcess(Process process, EmbeddedHome home)
    {
        _process = process;
        Home = home;
        _errors = process.StandardError.ReadToEndAsync();
        _output = process.StandardOutput.ReadToEndAsync();
    }

    /// <summary>Shared by all test projects, so that Azurite is installed once a clone.</summary>
    internal static string Tools => Path.GetFullPath("../../../../obj/tools", AppContext.BaseDirectory);

    internal EmbeddedHome Home { get; }

    internal IReadOnlyList<string> Journal => AppJournal.Lines(Home.Path);

    internal Uri Address => new(HostAnnouncement.Read(Home.HostFile)!.Address);

    internal int Pid => _process.Id;

    /// <param name="home">Its home.</param>
    /// <param name="storage">Its storage setting; null for none, as a new user has it.</param>
    /// <param name="path">Its PATH; null for this process's.</param>
    /// <param name="port">Its port.</param>
    /// <param name="tools">Its tools folder; null for the shared one.</param>
    internal static HostProcess Start(string home, string? storage = "none", string? path = null, int port = 0, string? tools = null)
    {
        ProcessStartInfo start = new(Path.Combine(AppContext.BaseDirectory, "Embedded.TestApp"), ["--port", $"{port}", "--STOP_GRACE_SECONDS", "5", "--QUEUE_LEASE_SECONDS", "3"])
        {
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        start.Environment["DOTNET_ROOT"] = Path.GetFullPath(Path.Combine(System.Runtime.InteropServices.RuntimeEnvironment.GetRuntimeDirectory(), "../../.."));
        start.Environment[EmbeddedHome.Setting] = home;
        start.Environment["CODER_TOOLS"] = tools ?? Tools;
        start.Environment[StoragePlan.Setting] = storage;
        if (path is not null)
        {
            start.Environment["PATH"] = path;
        }

        return new HostProcess(Process.Start(start)!, new EmbeddedHome(home));
    }

    internal async Task ListeningAsync()
    {
        await Eventually.TrueAsync(
            () => _process.HasExited || HostAnnouncement.Read(Home.HostFile) is { Address.Length: > 0 } host && host.Pid == Pid, "the host listens");
        Assert.False(_process.HasExited, _process.HasExited ? await _errors : "");
    }

    internal void Terminate() => Assert.True(UnixSignal.Terminate(Pid));

    internal void Kill() => _process.Kill();

    internal async Task<(int ExitCode, string Output, string Errors)> EndAsync()
    {
        await _process.WaitForExitAsync().WaitAsync(Patience);
        return (_process.ExitCode, await _output, (await _errors).Trim());
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill();
            _process.WaitForExit(Patience);
        }

        _process.Dispose();
    }
}
