using Coder.Accounts.Keys;
using Coder.Redaction;
using Microsoft.Extensions.Configuration;

namespace Coder.Functions.Policies;

/// <summary>What the host itself must keep secret: its settings with telling names, the secrets within connection strings and telemetry headers, its local key.</summary>
internal static class HostSecrets
{
    private static readonly string[] SecretParts = ["AccountKey", "SharedAccessSignature", "SharedAccessKey", "Password"];

    internal static IReadOnlyCollection<Secret> Of(IConfiguration configuration, string home)
    {
        KeyValuePair<string, string?>[] settings = [.. configuration.AsEnumerable().Where(s => s.Value is not null)];
        string keyFile = Path.Combine(home, LocalKey.FileName);
        IEnumerable<Secret> local = File.Exists(keyFile) ? [new Secret("the local API key", File.ReadAllText(keyFile).Trim())] : [];
        return [.. SecretNames.Among(settings), .. settings.SelectMany(s => Within(s.Key, s.Value!)), .. settings.SelectMany(s => Headers(s.Key, s.Value!)), .. local];
    }

    private static IEnumerable<Secret> Within(string name, string value) =>
        from part in value.Split(';')
        let at = part.IndexOf('=', StringComparison.Ordinal)
        where at > 0 && SecretParts.Contains(part[..at].Trim(), StringComparer.OrdinalIgnoreCase)
        select new Secret(name, part[(at + 1)..].Trim());

    /// <summary>How a collector knows the host: <c>OTEL_EXPORTER_OTLP_HEADERS=name=value,…</c>.</summary>
    private static IEnumerable<Secret> Headers(string name, string value) =>
        from header in name.StartsWith("OTEL_EXPORTER_OTLP", StringComparison.OrdinalIgnoreCase) && name.EndsWith("HEADERS", StringComparison.OrdinalIgnoreCase) ? value.Split(',') : []
        let at = header.IndexOf('=', StringComparison.Ordinal)
        where at > 0 && header.Length - at > Secret.CharactersMin
        select new Secret(name, header[(at + 1)..].Trim());
}
