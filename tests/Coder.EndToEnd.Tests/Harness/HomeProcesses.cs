using System.Diagnostics;
using System.Text;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>The processes that belong to a test: hosts, Azurite, sandboxed commands. Each names the test's folder in its command line or environment.</summary>
internal static class HomeProcesses
{
    public static IReadOnlyList<string> Of(string folderOfTest) =>
        [.. Directory.EnumerateDirectories("/proc").Where(folder => char.IsAsciiDigit(Path.GetFileName(folder)[0])).Select(folder => Describe(folder, folderOfTest)).OfType<string>()];

    public static async Task NoneLeftAsync(string folderOfTest)
    {
        TimeSpan patience = TimeSpan.FromSeconds(15);
        long begin = Stopwatch.GetTimestamp();
        using PeriodicTimer timer = new(TimeSpan.FromMilliseconds(50));
        while (Of(folderOfTest) is { Count: > 0 } left)
        {
            Assert.True(Stopwatch.GetElapsedTime(begin) < patience, $"Left behind:\n{string.Join('\n', left)}");
            await timer.WaitForNextTickAsync();
        }
    }

    public static void KillAll(string folderOfTest)
    {
        foreach (string line in Of(folderOfTest))
        {
            try
            {
                using Process process = Process.GetProcessById(int.Parse(line.Split(' ')[0]));
                process.Kill();
            }
            catch (Exception e) when (e is ArgumentException or InvalidOperationException)
            {
                // It ended by itself.
            }
        }
    }

    private static string? Describe(string folder, string folderOfTest)
    {
        try
        {
            string command = Encoding.UTF8.GetString(File.ReadAllBytes($"{folder}/cmdline")).Replace('\0', ' ').Trim();
            bool named = command.Contains(folderOfTest, StringComparison.Ordinal)
                || Encoding.UTF8.GetString(File.ReadAllBytes($"{folder}/environ")).Contains(folderOfTest, StringComparison.Ordinal);

            // A process that has ended and waits for its parent has no command line any more.
            return named && command.Length > 0 ? $"{Path.GetFileName(folder)} {command}" : null;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return null;
        }
    }
}
