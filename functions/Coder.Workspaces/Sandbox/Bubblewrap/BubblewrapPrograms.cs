using Coder.Workspaces.Sandbox.Hosting;

namespace Coder.Workspaces.Sandbox.Bubblewrap;

/// <summary>The programs a sandbox is started with, by absolute path; null where one is missing.</summary>
internal sealed record BubblewrapPrograms(string? Bwrap, string? Setpriv, string? Prlimit, string? Bash, string? Nice)
{
    /// <summary>False before bubblewrap 0.8.0; the system call filter refuses further namespaces all the same.</summary>
    public bool KnowsDisableUserns { get; init; } = true;

    public static BubblewrapPrograms Find(string searchPath) => new(
        Programs.Find("bwrap", searchPath), Programs.Find("setpriv", searchPath), Programs.Find("prlimit", searchPath), Programs.Find("bash", searchPath),
        Programs.Find("nice", searchPath));
}
