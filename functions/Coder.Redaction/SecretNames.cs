namespace Coder.Redaction;

/// <summary>Which settings and variables hold secrets, by their names.</summary>
public static class SecretNames
{
    private static readonly string[] Telling =
    [
        "SECRET", "TOKEN", "PASSWORD", "PASSWD", "PASSPHRASE", "APIKEY", "API_KEY", "ACCESS_KEY", "PRIVATE_KEY", "ACCOUNT_KEY", "CREDENTIAL", "CONNECTION_STRING", "CONNECTIONSTRING",
    ];

    /// <summary>True for names such as <c>OPENAI_API_KEY</c>, <c>npm-token</c>, <c>dbPassword</c>.</summary>
    public static bool IsTelling(string name)
    {
        string plain = name.Replace('-', '_').Replace('.', '_').ToUpperInvariant();
        return Telling.Any(word => plain.Contains(word, StringComparison.Ordinal)) || plain.EndsWith("_KEY", StringComparison.Ordinal) || plain.EndsWith("_PAT", StringComparison.Ordinal);
    }

    /// <summary>The secrets among settings: telling names whose values are long enough and no paths (a path to a key is no key).</summary>
    public static IEnumerable<Secret> Among(IEnumerable<KeyValuePair<string, string?>> settings) => settings
        .Where(s => s.Value is { Length: >= Secret.CharactersMin } && IsTelling(s.Key) && !Path.IsPathRooted(s.Value))
        .Select(s => new Secret(s.Key, s.Value!));
}
