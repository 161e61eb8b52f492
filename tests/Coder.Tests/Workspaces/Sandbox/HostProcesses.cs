using System.Text;

namespace Coder.Tests.Workspaces.Sandbox;

/// <summary>Looks for a process of the host by a text in its command line.</summary>
internal static class HostProcesses
{
    /// <summary>True when one still runs after two seconds: a kill takes effect a moment after it was sent.</summary>
    public static async Task<bool> ExistsAsync(string mark)
    {
        var deadline = TimeProvider.System.GetTimestamp();
        while (Exists(mark))
        {
            if (TimeProvider.System.GetElapsedTime(deadline) > TimeSpan.FromSeconds(2))
                return true;
            await Task.Yield();
        }
        return false;
    }

    public static bool Exists(string mark) => Directory.EnumerateDirectories("/proc").Any(process => CommandLine(process).Contains(mark));

    private static string CommandLine(string process)
    {
        try
        {
            return File.ReadAllText(Path.Combine(process, "cmdline"), Encoding.UTF8);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            return "";
        }
    }
}
