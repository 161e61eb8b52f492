using System.Diagnostics;
using System.Globalization;

namespace Coder.Benchmarks.Intake;

/// <summary>A process that takes webhooks. It is ended by SIGKILL: nothing may be lost by that.</summary>
internal sealed class ReceiverProcess(Process process, string address) : IDisposable
{
    private const int UserTimeField = 11;
    private const double TicksPerSecond = 100;

    internal string Address => address;

    /// <summary>Processor time of the process so far.</summary>
    internal TimeSpan Used
    {
        get
        {
            string stat = File.ReadAllText($"/proc/{process.Id}/stat");
            string[] fields = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
            return TimeSpan.FromSeconds((Ticks(UserTimeField) + Ticks(UserTimeField + 1)) / TicksPerSecond);

            long Ticks(int place) => long.Parse(fields[place], CultureInfo.InvariantCulture);
        }
    }

    internal void Kill()
    {
        process.Kill(entireProcessTree: true);
        process.WaitForExit();
    }

    public void Dispose()
    {
        if (!process.HasExited)
        {
            Kill();
        }

        process.Dispose();
    }
}
