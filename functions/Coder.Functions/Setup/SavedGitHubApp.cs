using System.Globalization;
using System.Text.Json;
using Coder.Forge.GitHub.Setup;
using Microsoft.Extensions.Configuration;

namespace Coder.Functions.Setup;

/// <summary>The App that <c>/setup/github</c> has made: settings in the file <c>github-app.json</c> of the host's home, for its owner's eyes only. What is set elsewhere goes before it.</summary>
public sealed class SavedGitHubApp(string home)
{
    internal const string FileName = "github-app.json";

    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private string File => Path.Combine(home, FileName);

    /// <summary>The configuration with what the file adds to it.</summary>
    /// <exception cref="InvalidOperationException">The file cannot be read; names it.</exception>
    internal IConfiguration Under(IConfiguration configuration)
    {
        if (!System.IO.File.Exists(File))
        {
            return configuration;
        }

        try
        {
            Dictionary<string, string?> saved = JsonSerializer.Deserialize<Dictionary<string, string?>>(System.IO.File.ReadAllBytes(File))!;
            IEnumerable<KeyValuePair<string, string?>> unset = saved.Where(one => string.IsNullOrEmpty(configuration[one.Key]));
            return new ConfigurationBuilder().AddConfiguration(configuration).AddInMemoryCollection(unset).Build();
        }
        catch (JsonException e)
        {
            throw new InvalidOperationException($"{File} is not as it was written: {e.Message} Delete it, then set the App up again at /setup/github or by settings.", e);
        }
    }

    /// <summary>Keeps an App in the place of the one before. The next start of the host reads it.</summary>
    internal async Task SaveAsync(NewGitHubApp app, CancellationToken cancellation)
    {
        Dictionary<string, string?> settings = new()
        {
            ["CODER_GITHUB_APP_ID"] = app.Id.ToString(CultureInfo.InvariantCulture), ["CODER_GITHUB_PRIVATE_KEY"] = app.PrivateKeyPem, ["CODER_GITHUB_WEBHOOK_SECRET"] = app.WebhookSecret,
        };
        // Made with its mode, and renamed into place: nobody else can read it at any moment, and no reader sees half of it.
        string draft = $"{File}.{Environment.ProcessId}";
        FileStreamOptions options = new() { Mode = FileMode.Create, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows())
        {
            options.UnixCreateMode = OwnerOnly;
        }

        await using (FileStream stream = new(draft, options))
        {
            await JsonSerializer.SerializeAsync(stream, settings, cancellationToken: cancellation);
            stream.Flush(flushToDisk: true);
        }

        System.IO.File.Move(draft, File, overwrite: true);
    }
}
