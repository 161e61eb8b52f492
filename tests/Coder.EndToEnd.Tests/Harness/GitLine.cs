using System.Diagnostics;

namespace Coder.EndToEnd.Tests.Harness;

/// <summary>git in a repository that the test did not make itself.</summary>
internal static class GitLine
{
    public static string Run(string repository, IEnumerable<string> arguments)
    {
        using Process git = Process.Start(new ProcessStartInfo("git", ["-C", repository, .. arguments]) { RedirectStandardOutput = true })!;
        string output = git.StandardOutput.ReadToEnd();
        git.WaitForExit();
        Assert.Equal(0, git.ExitCode);
        return output.TrimEnd('\n');
    }
}
