using Coder.SandboxProbes;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

// No arguments. Exit code 0 when no probe is red.
var scratch = Directory.CreateTempSubdirectory("coder-probes-scratch-");
try
{
    using var selector = new SandboxSelector(SandboxSettings.FromEnvironment(scratch.FullName), TimeProvider.System, NullLogger<SandboxSelector>.Instance);
    var report = await ProbeRun.RunAsync(await selector.SelectAsync("bwrap", trustedSample: false, CancellationToken.None), CancellationToken.None);
    Console.Write(report.ToTable());
    return report.Red.Count == 0 ? 0 : 1;
}
finally
{
    scratch.Delete(recursive: true);
}
