using System.Globalization;
using Coder.Forge.GitHub;

namespace Coder.Functions;

/// <summary>The GitHub App's settings.</summary>
internal static class GitHubConfiguration
{
    /// <summary>Null when no App is configured.</summary>
    /// <param name="setting">A setting by its name; null when unset.</param>
    /// <exception cref="InvalidOperationException">The settings are no App's; names the one and the fix.</exception>
    internal static GitHubSettings? Read(Func<string, string?> setting)
    {
        if (setting("CODER_GITHUB_APP_ID") is not { } text)
        {
            return null;
        }

        long id = long.TryParse(text, CultureInfo.InvariantCulture, out long number) && number > 0
            ? number
            : throw new InvalidOperationException($"CODER_GITHUB_APP_ID is `{text}`; give the App's number, as its settings page shows it.");
        return new GitHubSettings(id, Key(setting), ApiAddress(setting), WebAddress(setting));
    }

    /// <exception cref="InvalidOperationException">It is no address.</exception>
    internal static Uri ApiAddress(Func<string, string?> setting) => Address(setting, "CODER_GITHUB_API_URL", "https://api.github.com/");

    /// <exception cref="InvalidOperationException">It is no address.</exception>
    internal static Uri WebAddress(Func<string, string?> setting) => Address(setting, "CODER_GITHUB_URL", "https://github.com/");

    private static string Key(Func<string, string?> setting) => (setting("CODER_GITHUB_PRIVATE_KEY"), setting("CODER_GITHUB_PRIVATE_KEY_FILE")) switch
    {
        // Settings of one line write line breaks as `\n`.
        ({ } key, _) => key.Replace("\\n", "\n", StringComparison.Ordinal),
        (null, { } file) when File.Exists(file) => File.ReadAllText(file),
        (null, { } file) => throw new InvalidOperationException($"CODER_GITHUB_PRIVATE_KEY_FILE is `{file}`, which is no file; give the path of the App's private key (PEM)."),
        _ => throw new InvalidOperationException("CODER_GITHUB_APP_ID is set and the App's private key is not; set CODER_GITHUB_PRIVATE_KEY_FILE to the path of its PEM file, or CODER_GITHUB_PRIVATE_KEY to its text."),
    };

    private static Uri Address(Func<string, string?> setting, string name, string usual) =>
        Uri.TryCreate(setting(name) ?? usual, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https" && address.OriginalString.EndsWith('/')
            ? address
            : throw new InvalidOperationException($"{name} is `{setting(name)}`; give an http(s) address that ends with a slash, or leave it out ({usual}).");
}
