using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;

namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

/// <summary>Ends the Azurite that an earlier host of the same home left behind, so that two never write one folder. The caller holds the home's lock.</summary>
internal static class AzuriteOrphan
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    internal static string PidFile(string folder) => Path.Combine(folder, "azurite.pid");

    internal static void Stop(string folder)
    {
        if (!File.Exists(PidFile(folder)) || !int.TryParse(File.ReadAllText(PidFile(folder)), CultureInfo.InvariantCulture, out int pid))
        {
            return;
        }

        try
        {
            using Process process = Process.GetProcessById(pid);
            if (IsAzuriteOf(pid, folder) && UnixSignal.Terminate(pid) && !process.WaitForExit(Patience))
            {
                process.Kill();
            }
        }
        catch (Exception e) when (e is ArgumentException or InvalidOperationException or Win32Exception)
        {
            // It ended by itself.
        }
    }

    /// <summary>The number may belong to another program by now.</summary>
    private static bool IsAzuriteOf(int pid, string folder)
    {
        try
        {
            string[] command = File.ReadAllText($"/proc/{pid}/cmdline").Split('\0');
            return command.Contains(folder) && command.Any(argument => argument.EndsWith("azurite.js", StringComparison.Ordinal));
        }
        catch (IOException)
        {
            return false;
        }
    }
}
