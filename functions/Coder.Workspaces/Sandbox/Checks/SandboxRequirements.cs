using System.Diagnostics;
using Coder.Workspaces.Sandbox.Bubblewrap;
using Coder.Workspaces.Sandbox.Seccomp;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Workspaces.Sandbox.Checks;

/// <summary>What the machine must have before a sandbox can be tried.</summary>
/// <param name="Missing">One sentence each, with the fix.</param>
internal sealed record SandboxRequirements(BubblewrapPrograms Programs, IReadOnlyList<string> Missing)
{
    private static readonly Version DisableUsernsVersion = new(0, 8, 0);

    /// <summary>The first with sizes of memory file systems.</summary>
    private static readonly Version LowestVersion = new(0, 5, 0);

    private static readonly string[] UtilLinux = ["setpriv", "prlimit", "unshare", "setarch"];

    public static async Task<SandboxRequirements> CheckAsync(string searchPath)
    {
        var programs = BubblewrapPrograms.Find(searchPath);
        List<string> missing = [];
        if (!OperatingSystem.IsLinux())
            missing.Add("The sandbox needs Linux; on Windows use WSL2.");
        if (SeccompArchitecture.Current is null)
            missing.Add("The sandbox needs an x86-64 or arm64 machine.");
        missing.AddRange(UtilLinux.Where(name => Hosting.Programs.Find(name, searchPath) is null).Select(name => $"{name} is missing: install util-linux."));
        if (programs.Nice is null)
            missing.Add("nice is missing: install coreutils.");
        if (programs.Bash is null)
            missing.Add("bash is missing: install it.");
        if (programs.Bwrap is null)
        {
            missing.Add("bubblewrap is missing: 'apt-get install bubblewrap' (Debian, Ubuntu), 'dnf install bubblewrap' (Fedora) or the like.");
            return new(programs, missing);
        }
        var version = await VersionAsync(programs.Bwrap);
        if (version < LowestVersion)
            missing.Add($"bubblewrap {version} is too old: {LowestVersion} or newer is needed.");
        return new(programs with { KnowsDisableUserns = version >= DisableUsernsVersion }, missing);
    }

    private static async Task<Version> VersionAsync(string bwrap)
    {
        var start = new ProcessStartInfo(bwrap, ["--version"]) { RedirectStandardOutput = true, WorkingDirectory = "/" };
        using var process = await StarterThread.Shared.RunAsync(() => Process.Start(start)!);
        var answer = await process.StandardOutput.ReadToEndAsync();
        return Version.TryParse(answer.Trim().Split(' ')[^1], out var version) ? version : new(0, 0);
    }
}
