using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Checks;

namespace Coder.Tests.Workspaces.Sandbox.Checks;

public sealed class SandboxDiagnosisTests
{
    private static readonly SandboxResult NotStarted = new()
    {
        End = SandboxEnd.NotStarted, ExitCode = -1, Duration = TimeSpan.Zero, Output = "bwrap: No permissions to create new namespace\n", OutputBytes = 46,
    };

    [Theory]
    [InlineData("/proc/sys/kernel/unprivileged_userns_clone", "0", "kernel.unprivileged_userns_clone=1")]
    [InlineData("/proc/sys/user/max_user_namespaces", "0", "user.max_user_namespaces=15000")]
    [InlineData("/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1", "kernel.apparmor_restrict_unprivileged_userns=0")]
    public void Explain_SettingThatForbids_NamesItsFix(string setting, string value, string fix) =>
        Assert.Contains(fix, SandboxDiagnosis.Explain(NotStarted, path => path == setting ? value : null));

    [Fact]
    public void Explain_NoSettingForbids_RepeatsWhatBubblewrapSaid() =>
        Assert.Contains("No permissions to create new namespace", SandboxDiagnosis.Explain(NotStarted, _ => null));
}
