using System.Text.Json;
using System.Text.Json.Serialization;
using Coder.Forge.GitHub.Access;

namespace Coder.Forge.GitHub.Setup;

/// <summary>What GitHub is asked to make an App of. Pure.</summary>
public static class AppManifest
{
    private static readonly string[] Events =
    [
        "issues", "issue_comment", "pull_request", "pull_request_review", "pull_request_review_comment", "check_run", "check_suite", "status", "push", "release",
    ];

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>The manifest as JSON.</summary>
    /// <param name="name">The App's name: unique on all of GitHub, at most 34 characters; its owner may change it before it is made.</param>
    /// <param name="host">The host's address as GitHub and its owner's browser reach it. One that only this machine reaches gets no webhook.</param>
    public static string Of(string name, Uri host)
    {
        ArgumentNullException.ThrowIfNull(host);
        bool isReachable = !host.IsLoopback;
        return JsonSerializer.Serialize(
            new Manifest(
                name,
                "https://github.com/coder-functions/coder-functions",
                new Uri(host, "/setup/github/callback").AbsoluteUri,
                false,
                Permissions(),
                isReachable ? Events : null,
                isReachable ? new Hook(new Uri(host, "/webhooks/github").AbsoluteUri, true) : null),
            Json);
    }

    /// <summary>What the tokens of all purposes need together.</summary>
    private static SortedDictionary<string, string> Permissions()
    {
        SortedDictionary<string, string> all = new(StringComparer.Ordinal);
        foreach ((string permission, string level) in TokenScope.All.SelectMany(scope => scope.Permissions))
        {
            all[permission] = level == "write" || all.GetValueOrDefault(permission) == "write" ? "write" : "read";
        }

        return all;
    }

    private sealed record Manifest(
        string Name, string Url, string RedirectUrl, bool Public, IReadOnlyDictionary<string, string> DefaultPermissions, IReadOnlyList<string>? DefaultEvents, Hook? HookAttributes);

    private sealed record Hook(string Url, bool Active);
}
