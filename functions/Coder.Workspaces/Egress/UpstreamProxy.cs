using System.Text;

namespace Coder.Workspaces.Egress;

/// <summary>The proxy through which this machine itself reaches the internet.</summary>
/// <param name="Address"><c>http://</c> or <c>https://</c>; may hold a name and password.</param>
/// <param name="Except">Entries of <c>NO_PROXY</c>.</param>
internal sealed record UpstreamProxy(Uri Address, IReadOnlyList<string> Except)
{
    /// <summary>As curl reads the variables, upper or lower case; null when there is none for this kind of connection.</summary>
    public static UpstreamProxy? Find(IReadOnlyDictionary<string, string> environment, bool tunnel)
    {
        var text = Value(environment, tunnel ? "https_proxy" : "http_proxy") ?? Value(environment, "all_proxy");
        if (text is null) return null;
        return Uri.TryCreate(text.Contains("://", StringComparison.Ordinal) ? text : "http://" + text, UriKind.Absolute, out var address)
            ? new UpstreamProxy(address, (Value(environment, "no_proxy") ?? "").Split([',', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            : null;
    }

    public bool Serves(string host) => !Except.Any(entry => entry == "*" || host == entry.TrimStart('.', '*') || host.EndsWith("." + entry.TrimStart('.', '*'), StringComparison.OrdinalIgnoreCase));

    /// <summary>The header by which the proxy knows us, with its line end; empty when it asks for none.</summary>
    public string Authorization => Address.UserInfo.Length == 0
        ? ""
        : $"Proxy-Authorization: Basic {Convert.ToBase64String(Encoding.UTF8.GetBytes(Uri.UnescapeDataString(Address.UserInfo)))}\r\n";

    private static string? Value(IReadOnlyDictionary<string, string> environment, string name) =>
        environment.FirstOrDefault(variable => variable.Key.Equals(name, StringComparison.OrdinalIgnoreCase) && variable.Value.Length > 0).Value;
}
