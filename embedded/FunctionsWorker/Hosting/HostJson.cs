using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>What the embedded host reads of <c>host.json</c>.</summary>
/// <param name="RoutePrefix">Before every route, without slashes at its ends; default <c>api</c>.</param>
/// <param name="Logging">The section <c>logging</c>, with <c>logLevel</c>.</param>
internal sealed record HostJson(string RoutePrefix, IConfigurationSection Logging)
{
    /// <exception cref="HostStartException">The file is not JSON.</exception>
    internal static HostJson Read(string folder)
    {
        IConfigurationRoot file = SettingsFile.Read("host.json", folder);
        return new HostJson((file["extensions:http:routePrefix"] ?? "api").Trim('/'), file.GetSection("logging"));
    }
}
