using System.ComponentModel;
using System.Diagnostics;

namespace Coder.Relay;

/// <summary>The command that the relay serves: it has the relay's own input, output and environment, and its exit code is the relay's.</summary>
internal static class RelayedCommand
{
    // As shells have it.
    private const int NotFound = 127;

    public static async Task<int> RunAsync(string program, string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(program, arguments))!;
            await process.WaitForExitAsync();
            return process.ExitCode;
        }
        catch (Win32Exception failure)
        {
            await Console.Error.WriteLineAsync($"{program}: {failure.Message}");
            return NotFound;
        }
    }
}
