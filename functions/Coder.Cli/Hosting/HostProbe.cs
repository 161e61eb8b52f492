using System.ComponentModel;
using System.Diagnostics;
using Coder.Cli.Api;
using Coder.Contracts;

namespace Coder.Cli.Hosting;

/// <summary>Finds the host that runs in a home.</summary>
internal sealed class HostProbe(CoderHome home, HttpClient http)
{
    /// <summary>A reused process id belongs to a process younger than the file; clocks of the two may differ by this much.</summary>
    private static readonly TimeSpan StartTolerance = TimeSpan.FromSeconds(5);

    private static readonly TimeSpan HealthTimeout = TimeSpan.FromSeconds(5);

    public async Task<HostState> LookAsync(CancellationToken cancellationToken)
    {
        if (home.ReadHostFile() is not { } file || !IsAlive(file))
        {
            return HostState.None;
        }

        return Uri.TryCreate(file.Address, UriKind.Absolute, out Uri? address) && await IsHealthyAsync(address, cancellationToken)
            ? new HostState(file.Pid, address)
            : new HostState(file.Pid, null);
    }

    private static bool IsAlive(HostFile file)
    {
        try
        {
            using Process process = Process.GetProcessById(file.Pid);
            return !process.HasExited && process.StartTime.ToUniversalTime() <= file.StartedAt.UtcDateTime + StartTolerance;
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            return false;
        }
    }

    private async Task<bool> IsHealthyAsync(Uri address, CancellationToken cancellationToken)
    {
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        deadline.CancelAfter(HealthTimeout);
        try
        {
            using HttpResponseMessage response = await http.GetAsync(new Uri(address, "/healthz"), deadline.Token);
            return response.IsSuccessStatusCode;
        }
        catch (Exception e) when (CoderApi.IsLoss(e) || (e is OperationCanceledException && !cancellationToken.IsCancellationRequested))
        {
            return false;
        }
    }
}
