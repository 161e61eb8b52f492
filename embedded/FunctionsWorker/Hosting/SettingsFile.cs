using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>A JSON file of settings that may be there or not.</summary>
internal static class SettingsFile
{
    /// <param name="name">The file's name.</param>
    /// <param name="folders">Where it may be; a value of a later folder wins.</param>
    /// <exception cref="HostStartException">A file is not JSON; the message names it and the place.</exception>
    internal static IConfigurationRoot Read(string name, params string[] folders)
    {
        ConfigurationBuilder builder = new();
        foreach (string folder in folders.Select(Path.GetFullPath).Distinct())
        {
            builder.AddJsonFile(Path.Combine(folder, name), optional: true);
        }

        try
        {
            return builder.Build();
        }
        catch (Exception e) when (e is InvalidDataException or FormatException)
        {
            throw new HostStartException($"{e.Message} {e.InnerException?.InnerException?.Message ?? e.InnerException?.Message} Correct the file.", e);
        }
    }
}
