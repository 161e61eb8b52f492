using System.Text.Json;
using Coder.Contracts;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Hosting;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coder.Functions;

/// <summary>Tries the sandbox without starting a host: a host that runs already may be of another version, or see another <c>PATH</c>.</summary>
internal static class SandboxCheckup
{
    public static async Task WriteAsync(Stream output)
    {
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("coder-check-");
        try
        {
            using SandboxSelector selector = new(SandboxSettings.FromEnvironment(scratch.FullName), TimeProvider.System, NullLogger<SandboxSelector>.Instance);
            SandboxReport report = await selector.ReportAsync(CancellationToken.None);
            await JsonSerializer.SerializeAsync(output, new SandboxCheck(report.Missing, report.Limits), ApiJson.Options);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }
}
