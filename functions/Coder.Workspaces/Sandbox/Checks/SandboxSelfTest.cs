using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using Coder.Workspaces.Sandbox.Scratch;
using Coder.Workspaces.Sandbox.Starting;

namespace Coder.Workspaces.Sandbox.Checks;

/// <summary>
/// Tries to get out of a sandbox. Each probe has its control outside, where the same thing must work: a probe that fails for another reason
/// than the sandbox proves nothing.
/// </summary>
internal sealed class SandboxSelfTest(ISandbox sandbox, SandboxScratch scratch)
{
    /// <summary>Each line answers <c>name=held</c> or <c>name=open</c>; the paths and the port come as arguments.</summary>
    private const string Probes = """
        answer() { if [ "$2" = 0 ]; then echo "$1=open"; else echo "$1=held"; fi; }
        cat "$1" >/dev/null 2>&1; answer read $?
        (echo x >"$2") 2>/dev/null; answer write $?
        (echo x >/usr/probe || echo x >/etc/probe || echo x >/probe) 2>/dev/null; answer system $?
        (exec 9<>"/dev/tcp/127.0.0.1/$3") 2>/dev/null; answer network $?
        [ "$(readlink /proc/self/ns/pid)" = "$4" ]; answer processes $?
        setarch -R true 2>/dev/null; answer seccomp $?
        (: >>/proc/sys/kernel/core_pattern) 2>/dev/null; answer kernel $?
        echo inside >written && [ "$(cat given)" = outside ] && echo workspace=works
        """;

    private static readonly string[] Doors = ["read", "write", "system", "network", "processes", "seccomp", "kernel"];

    public async Task<SandboxSelfTestResult> RunAsync()
    {
        var workspace = scratch.CreateFolder();
        var outside = scratch.CreateFolder();
        try
        {
            return new(await ProbeAsync(workspace.FullName, outside.FullName));
        }
        finally
        {
            workspace.Delete(recursive: true);
            outside.Delete(recursive: true);
        }
    }

    private async Task<IReadOnlyList<string>> ProbeAsync(string workspace, string outside)
    {
        var secret = Path.Combine(outside, "secret");
        var target = Path.Combine(outside, "target");
        await File.WriteAllTextAsync(secret, "secret");
        await File.WriteAllTextAsync(Path.Combine(workspace, "given"), "outside");
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var port = ((IPEndPoint)listener.LocalEndpoint).Port;
        if (await ControlAsync(secret, port) is { } control)
            return [control];
        var result = await sandbox.RunAsync(
            new()
            {
                Arguments = ["bash", "-c", Probes, "probes", secret, target, $"{port}", new FileInfo("/proc/self/ns/pid").LinkTarget!],
                WorkspaceFolder = workspace,
                Limits = new() { Time = TimeSpan.FromSeconds(30) },
            },
            SilentSink.Instance,
            CancellationToken.None);
        var lines = result.Output.Split('\n');
        if (result.End != SandboxEnd.Exited || !lines.Contains("workspace=works"))
            return [SandboxDiagnosis.Explain(result)];
        var written = File.Exists(Path.Combine(workspace, "written")) ? [] : (string[])["workspace"];
        var leaked = File.Exists(target) ? (string[])["write"] : [];
        var open = Doors.Where(door => !lines.Contains($"{door}=held")).Union(leaked).Concat(written);
        return [.. open.Select(door => $"The sandbox's self-test failed at '{door}': nothing untrusted can run here. Please report it with 'uname -a' and 'bwrap --version'.")];
    }

    /// <returns>Null when everything that the probes try works outside.</returns>
    private static async Task<string?> ControlAsync(string secret, int port)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(IPAddress.Loopback, port);
        if (await File.ReadAllTextAsync(secret) != "secret")
            return $"The file {secret} cannot be read back: the self-test has nothing to compare with.";
        var start = new ProcessStartInfo("setarch", ["-R", "true"]) { RedirectStandardError = true, WorkingDirectory = "/" };
        using var process = await StarterThread.Shared.RunAsync(() => Process.Start(start)!);
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? null : "'setarch -R true' fails outside of the sandbox already, so that the system call filter cannot be checked.";
    }
}
