using Coder.Workspaces.Sandbox.Bubblewrap;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Workspaces.Sandbox.Scratch;

/// <summary>
/// Ends sandboxes whose host was killed. Nearly all of them die with it; one that was just being made may miss the signal, since bubblewrap's
/// child asks for it late.
/// </summary>
internal static class AbandonedProcesses
{
    /// <summary>Of bubblewrap's command line, and of the programs that lead to it.</summary>
    private static readonly string ReadsArguments = $"\0--args\0{SandboxDescriptors.Arguments}\0--\0";

    /// <param name="folder">The killed process's part of the scratch.</param>
    public static void Kill(string folder)
    {
        // First those that come before bubblewrap wrote whom it started, then those it wrote of.
        foreach (var process in Directory.EnumerateDirectories("/proc").Where(process => IsStarting(process, folder)))
            _ = LibC.Kill(int.Parse(Path.GetFileName(process)), LibC.SignalKill);
        foreach (var command in Directory.EnumerateDirectories(folder))
        {
            if (SandboxStatus.Read(Path.Combine(command, SandboxDescriptors.StatusFile)) is { FirstProcess: { } first } status && status.IsThis(first))
                _ = LibC.Kill(first, LibC.SignalKill);
        }
    }

    private static bool IsStarting(string process, string folder)
    {
        if (!char.IsAsciiDigit(Path.GetFileName(process)[0]))
            return false;
        try
        {
            var line = File.ReadAllText($"{process}/cmdline");
            return line.Contains($"\0{BubblewrapArguments.ScriptName}\0{folder}/", StringComparison.Ordinal)
                || (line.Contains(ReadsArguments, StringComparison.Ordinal) && HoldsFileOf(process, folder));
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            // Another user's, or gone.
            return false;
        }
    }

    private static bool HoldsFileOf(string process, string folder) => Directory.EnumerateFiles($"{process}/fd")
        .Any(file => new FileInfo(file).LinkTarget?.StartsWith(folder + "/", StringComparison.Ordinal) == true);
}
