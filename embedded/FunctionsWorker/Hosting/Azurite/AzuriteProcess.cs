using System.Collections.Concurrent;
using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

/// <summary>A running Azurite that ends with the host, however the host ends.</summary>
internal sealed class AzuriteProcess
{
    private const int OutputLinesKept = 20;
    private static readonly TimeSpan ReadyWithin = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan ProbeEvery = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StopWithin = TimeSpan.FromSeconds(5);

    private readonly Process _process;
    private readonly AzuritePorts _ports;
    private readonly ConcurrentQueue<string> _output = new();

    private AzuriteProcess(Process process, AzuritePorts ports)
    {
        _process = process;
        _ports = ports;
        process.OutputDataReceived += (_, line) => Keep(line.Data);
        process.ErrorDataReceived += (_, line) => Keep(line.Data);
    }

    internal static AzuriteProcess Start(string script, string folder, AzuritePorts ports)
    {
        Directory.CreateDirectory(folder);
        ProcessStartInfo start = new() { RedirectStandardOutput = true, RedirectStandardError = true, RedirectStandardInput = true };
        IEnumerable<string> command =
        [
            .. Wrapper(),
            "node", script, "--location", folder, "--blobPort", Text(ports.Blob), "--queuePort", Text(ports.Queue), "--tablePort", "0",
            "--silent", "--skipApiVersionCheck", "--disableTelemetry",
        ];
        start.FileName = command.First();
        foreach (string argument in command.Skip(1))
        {
            start.ArgumentList.Add(argument);
        }

        AzuriteProcess azurite = new(new Process { StartInfo = start }, ports);
        azurite.StartOnOwnThread();
        File.WriteAllText(AzuriteOrphan.PidFile(folder), Text(azurite._process.Id));
        return azurite;
    }

    /// <exception cref="HostStartException">It ended, or does not answer in time.</exception>
    internal async Task WaitUntilReadyAsync(TimeProvider time, CancellationToken cancellation)
    {
        long began = time.GetTimestamp();
        while (!AzuriteProbe.Answers(_ports))
        {
            if (_process.HasExited || time.GetElapsedTime(began) > ReadyWithin)
            {
                string state = _process.HasExited ? $"ended with exit code {_process.ExitCode}" : $"does not answer after {ReadyWithin.TotalSeconds} s";
                throw new HostStartException(
                    $"The storage emulator (Azurite) {state}: set AzureWebJobsStorage to a storage connection string to do without it. Its last lines: {string.Join(" | ", _output)}");
            }

            await Task.Delay(ProbeEvery, time, cancellation);
        }
    }

    internal Task EndedAsync(CancellationToken cancellation) => _process.WaitForExitAsync(cancellation);

    /// <summary>Asks it to save and end, and kills it if it does not.</summary>
    internal async Task StopAsync(TimeProvider time)
    {
        if (!_process.HasExited)
        {
            _ = UnixSignal.Terminate(_process.Id);
            using CancellationTokenSource patience = new(StopWithin, time);
            try
            {
                await _process.WaitForExitAsync(patience.Token);
            }
            catch (OperationCanceledException)
            {
                _process.Kill();
            }
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);

    /// <summary>
    /// A session of its own, so that Ctrl-C in the terminal does not reach Azurite while the host still needs it, and a signal
    /// from the kernel when the host dies without stopping it. Where a tool is missing, the next start cleans up (<see cref="AzuriteOrphan"/>).
    /// </summary>
    private static IEnumerable<string> Wrapper()
    {
        if (Executable.IsOnPath("setsid"))
        {
            yield return "setsid";
        }

        if (Executable.IsOnPath("setpriv"))
        {
            yield return "setpriv";
            yield return "--pdeathsig";
            yield return "TERM";
        }
    }

    /// <summary>The kernel takes the death of the starting *thread* for the death of the parent, so this one lives as long as Azurite.</summary>
    private void StartOnOwnThread()
    {
        TaskCompletionSource started = new(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() =>
        {
            try
            {
                _process.Start();
                _process.BeginOutputReadLine();
                _process.BeginErrorReadLine();
                started.SetResult();
                _process.WaitForExit();
            }
            catch (Win32Exception e)
            {
                started.SetException(e);
            }
        })
        { IsBackground = true, Name = "azurite" }.Start();
        started.Task.GetAwaiter().GetResult();
    }

    private void Keep(string? line)
    {
        if (line is not null)
        {
            _output.Enqueue(line);
            while (_output.Count > OutputLinesKept)
            {
                _output.TryDequeue(out _);
            }
        }
    }
}
