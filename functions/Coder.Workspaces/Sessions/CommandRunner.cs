using System.Net;
using System.Text;
using Coder.Workspaces.Dependencies;
using Coder.Workspaces.Egress;
using Coder.Workspaces.Files;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Unconfined;

namespace Coder.Workspaces.Sessions;

/// <summary>Runs the commands of one workspace in its sandbox, with what dependency restore prepared and with no network but what is allowed.</summary>
internal sealed class CommandRunner(ISandbox sandbox, WorkspaceLayout layout, WorkspaceSpec spec, WorkspaceOptions options, TimeProvider time)
{
    private const string ReportsInside = "/reports";

    private readonly DependencyFolders _dependencies = new(layout, options);
    private readonly IReadOnlyList<EgressHost> _policyHosts = EgressHosts.Of(options.Network.For(spec.Network));

    public Task<CommandResult> RunAsync(WorkspaceCommand command, IProgress<string>? output, CancellationToken cancellation) =>
        RunAsync(command, restore: false, _policyHosts, output, cancellation);

    /// <summary>Runs a command that may write the caches and reach these hosts.</summary>
    public Task<CommandResult> RestoreAsync(WorkspaceCommand command, IReadOnlyList<EgressHost> hosts, IProgress<string>? output, CancellationToken cancellation) =>
        RunAsync(command, restore: true, hosts, output, cancellation);

    private async Task<CommandResult> RunAsync(
        WorkspaceCommand command, bool restore, IReadOnlyList<EgressHost> hosts, IProgress<string>? output, CancellationToken cancellation)
    {
        var directory = WorkspacePath.Normalize(command.WorkingDirectory ?? spec.ProjectDirectory);
        using (var folder = WorkspaceFolder.Open(layout.Files)) folder.List(directory, entriesMax: 0);
        if (command.ReportFolder is not null) Directory.CreateDirectory(command.ReportFolder);

        // Without a sandbox there is nothing to keep in.
        await using var proxy = sandbox is not NoSandbox && hosts.Count > 0
            ? new EgressProxy(new EgressRules(hosts), new EgressDialer(options.HostEnvironment, Dns.GetHostAddressesAsync), time)
            : null;
        using var sink = new CommandSink(command, output);
        var result = await sandbox.RunAsync(Translate(command, directory, restore, hosts.Count > 0, proxy), sink, cancellation);
        var refused = proxy?.Refusals ?? [];
        var notes = string.Concat(refused.Select(refusal => $"[network] {refusal}\n"));
        if (notes.Length > 0) sink.Write(OutputStream.Error, Encoding.UTF8.GetBytes(notes));
        return new CommandResult(result.End, result.ExitCode, result.Duration, result.Output + notes, sink.StandardOutput, refused, result.Limit);
    }

    private SandboxCommand Translate(WorkspaceCommand command, string directory, bool restore, bool online, EgressProxy? proxy)
    {
        var environment = new Dictionary<string, string>(_dependencies.Environment(restore && online, proxies: proxy is null));
        foreach (var (name, value) in proxy is null ? [] : EgressInside.Environment) environment[name] = value;
        if (command.ReportFolder is not null) environment["CODER_REPORTS"] = ReportsInside;
        foreach (var (name, value) in command.Environment) environment[name] = value;
        return new SandboxCommand
        {
            Arguments = proxy is null ? command.Arguments : EgressInside.Arguments(command.Arguments),
            WorkspaceFolder = layout.Files,
            WorkingDirectory = directory,
            Environment = environment,
            Mounts = [.. _dependencies.Mounts(restore), .. Network(restore, proxy), .. MountsOf(command)],
            StandardInput = command.StandardInput,
            Limits = new SandboxLimits { Time = command.Timeout },
        };
    }

    private IEnumerable<SandboxMount> Network(bool restore, EgressProxy? proxy) => proxy is null
        ? []
        : [.. EgressInside.Mounts(proxy), .. restore ? RegistrySettings.Mounts(options, proxy.Folder) : []];

    private static IEnumerable<SandboxMount> MountsOf(WorkspaceCommand command)
    {
        foreach (var (inside, host) in command.ReadOnlyFolders) yield return new SandboxMount(host, inside);
        if (command.ReportFolder is { } reports) yield return new SandboxMount(reports, ReportsInside, Writable: true);
    }
}
