using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary><c>Values</c> of <c>local.settings.json</c>.</summary>
internal static class LocalSettings
{
    /// <param name="folders">Where the file may be; a value of a later folder wins.</param>
    /// <exception cref="HostStartException">A file is not JSON.</exception>
    internal static IEnumerable<KeyValuePair<string, string?>> Read(params string[] folders)
    {
        IConfigurationRoot file = SettingsFile.Read("local.settings.json", folders);

        // As in the environment, where these values live on Azure, two underscores stand for a colon.
        return file.GetSection("Values").AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value));
    }
}
