using System.Net;
using System.Text.Json.Nodes;
using Azure.Core;

namespace Coder.Testing.Vault;

/// <summary>A Key Vault as its REST API shows it: secrets with versions, behind the challenge that the client library answers.</summary>
public sealed class VaultDouble : HttpMessageHandler
{
    private readonly Lock _lock = new();
    private readonly Dictionary<string, List<(string Version, string Value)>> _secrets = new(StringComparer.Ordinal);

    public static Uri Address { get; } = new("https://vault.test/");

    /// <summary>Requests that carried a token.</summary>
    public int Requests { get; private set; }

    /// <summary>What an operator does in the vault.</summary>
    public void Add(string name, string value)
    {
        lock (_lock)
        {
            Set(name, value);
        }
    }

    public void Remove(string name)
    {
        lock (_lock)
        {
            _secrets.Remove(name);
        }
    }

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        if (request.Headers.Authorization is null)
        {
            HttpResponseMessage challenge = new(HttpStatusCode.Unauthorized);
            challenge.Headers.WwwAuthenticate.ParseAdd("Bearer authorization=\"https://login.test/tenant\", resource=\"https://vault.test\"");
            return challenge;
        }

        JsonNode? body = request.Content is null ? null : JsonNode.Parse(await request.Content.ReadAsStringAsync(cancellationToken));
        lock (_lock)
        {
            Requests++;
            return Answer(request.Method, request.RequestUri!.AbsolutePath.Trim('/').Split('/'), body);
        }
    }

    private HttpResponseMessage Answer(HttpMethod method, string[] path, JsonNode? body)
    {
        if (path is not ["secrets", var name, ..])
        {
            return new HttpResponseMessage(HttpStatusCode.BadRequest);
        }

        if (method == HttpMethod.Put)
        {
            return Show(name, Set(name, body!["value"]!.GetValue<string>()));
        }

        string? version = path.ElementAtOrDefault(2);
        List<(string Version, string Value)> versions = _secrets.GetValueOrDefault(name) ?? [];
        int found = string.IsNullOrEmpty(version) ? versions.Count - 1 : versions.FindIndex(known => known.Version == version);
        return found >= 0
            ? Show(name, versions[found])
            : new HttpResponseMessage(HttpStatusCode.NotFound) { Content = new StringContent("""{"error": {"code": "SecretNotFound", "message": "There is no such secret."}}""", null, "application/json") };
    }

    private (string Version, string Value) Set(string name, string value)
    {
        if (!_secrets.TryGetValue(name, out List<(string Version, string Value)>? versions))
        {
            _secrets[name] = versions = [];
        }

        versions.Add(($"{versions.Count + 1:x32}", value));
        return versions[^1];
    }

    private static HttpResponseMessage Show(string name, (string Version, string Value) secret) => new(HttpStatusCode.OK)
    {
        Content = new StringContent(
            new JsonObject { ["value"] = secret.Value, ["id"] = $"{Address}secrets/{name}/{secret.Version}", ["attributes"] = new JsonObject { ["enabled"] = true } }.ToJsonString(), null, "application/json"),
    };

    /// <summary>Hands out a token that the vault takes.</summary>
    public sealed class Credential : TokenCredential
    {
        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => new("token", DateTimeOffset.MaxValue);

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(GetToken(requestContext, cancellationToken));
    }
}
