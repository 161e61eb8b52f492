using Microsoft.Azure.Functions.Worker.Hosting.Queues;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>What the embedded host reads of <c>host.json</c>.</summary>
/// <param name="RoutePrefix">Before every route, without slashes at its ends; default <c>api</c>.</param>
/// <param name="Queues">The section <c>extensions.queues</c>.</param>
/// <param name="Logging">The section <c>logging</c>, with <c>logLevel</c>.</param>
internal sealed record HostJson(string RoutePrefix, QueueSettings Queues, IConfigurationSection Logging)
{
    /// <exception cref="HostStartException">The file is not JSON, or a value is out of its range.</exception>
    internal static HostJson Read(string folder)
    {
        IConfigurationRoot file = SettingsFile.Read("host.json", folder);
        return new HostJson((file["extensions:http:routePrefix"] ?? "api").Trim('/'), QueueSettings.Read(file.GetSection("extensions:queues")), file.GetSection("logging"));
    }
}
