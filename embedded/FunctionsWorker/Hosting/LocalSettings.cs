using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary><c>Values</c> of <c>local.settings.json</c>, beside the app and, with precedence, in the working directory.</summary>
internal static class LocalSettings
{
    private const string FileName = "local.settings.json";

    internal static IEnumerable<KeyValuePair<string, string?>> Read()
    {
        IConfigurationRoot file = new ConfigurationBuilder()
            .AddJsonFile(Path.Combine(AppContext.BaseDirectory, FileName), optional: true)
            .AddJsonFile(Path.Combine(Directory.GetCurrentDirectory(), FileName), optional: true)
            .Build();

        // As in the environment, where these values live on Azure, two underscores stand for a colon.
        return file.GetSection("Values").AsEnumerable(makePathsRelative: true)
            .Where(pair => pair.Value is not null)
            .Select(pair => KeyValuePair.Create(pair.Key.Replace("__", ":", StringComparison.Ordinal), pair.Value));
    }
}
