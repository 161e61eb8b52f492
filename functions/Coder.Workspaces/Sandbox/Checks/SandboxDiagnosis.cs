namespace Coder.Workspaces.Sandbox.Checks;

/// <summary>Says why no sandbox starts on a machine that has the programs, and what to change.</summary>
internal static class SandboxDiagnosis
{
    private static readonly (string Setting, string Blocking, string Fix)[] Settings =
    [
        ("/proc/sys/kernel/unprivileged_userns_clone", "0",
            "User namespaces are off for ordinary users: 'sudo sysctl -w kernel.unprivileged_userns_clone=1' (and in /etc/sysctl.d to keep it)."),
        ("/proc/sys/user/max_user_namespaces", "0",
            "User namespaces are off: 'sudo sysctl -w user.max_user_namespaces=15000' (and in /etc/sysctl.d to keep it)."),
        ("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1",
            "AppArmor forbids user namespaces (Ubuntu 23.10 and newer): give bwrap a profile with 'sudo apt-get install apparmor-profiles && "
            + "sudo ln -s /usr/share/apparmor/extra-profiles/bwrap-userns-restrict /etc/apparmor.d/ && sudo systemctl reload apparmor', or "
            + "'sudo sysctl -w kernel.apparmor_restrict_unprivileged_userns=0'."),
    ];

    public static string Explain(SandboxResult result) => Explain(result, path => File.Exists(path) ? File.ReadAllText(path).Trim() : null);

    internal static string Explain(SandboxResult result, Func<string, string?> readSetting)
    {
        foreach (var (setting, blocking, fix) in Settings)
        {
            if (readSetting(setting) == blocking)
                return fix;
        }
        var said = result.Output.Trim() is { Length: > 0 } output ? output : $"{result.End}, exit code {result.ExitCode}";
        return $"The sandbox does not start: {said}. In a container, it needs to be allowed user namespaces and mounts "
            + "(Docker: '--security-opt seccomp=unconfined --security-opt systempaths=unconfined').";
    }
}
