using System.Text.Json.Nodes;
using Coder.Testing.GitHub.Access;
using Coder.Testing.GitHub.State;

namespace Coder.Testing.GitHub.Routes;

/// <summary>The App itself, its tokens and its deliveries.</summary>
internal static class AppRoutes
{
    internal static IEnumerable<Route> All =>
    [
        new("GET /app", Route.App, call => Answer.Ok(App(call))),
        new("GET /app/installations/{installation_id}", Route.App, Installation),
        new("GET /users/{username}", Route.None, call => Answer.Ok(Resources.User(call["username"]))),
        new("GET /repos/{owner}/{repo}/installation", Route.App, Installation),
        new("POST /app/installations/{installation_id}/access_tokens", Route.App, Token),
        new("GET /app/hook/deliveries", Route.App, call => Answer.Ok(new JsonArray([.. call.Server.Deliveries.Reverse().Select(delivery => delivery.Summary())]))),
        new("POST /app/hook/deliveries/{delivery_id}/attempts", Route.App, Redeliver),
        new("POST /app-manifests/{code}/conversions", Route.None, Convert),
    ];

    private static JsonObject App(Call call) => new()
    {
        ["id"] = call.Server.App.Id,
        ["slug"] = call.Server.App.Slug,
        ["name"] = "Coder Test",
        ["owner"] = Resources.User("owner"),
        ["html_url"] = $"{call.Server.Address}apps/{call.Server.App.Slug}",
        ["events"] = new JsonArray("issues", "pull_request"),
    };

    private static Answer Installation(Call call) =>
        call.Values.TryGetValue("installation_id", out string? id) && id != $"{call.Server.App.InstallationId}" ? Answer.NotFound : Answer.Ok(new JsonObject
        {
            ["id"] = call.Server.App.InstallationId,
            ["app_id"] = call.Server.App.Id,
            ["account"] = Resources.User(call.Values.GetValueOrDefault("owner") ?? "owner"),
            ["target_type"] = "User",
            ["events"] = new JsonArray("issues", "pull_request"),
            ["suspended_at"] = null,
        });

    private static Answer Token(Call call)
    {
        if (call["installation_id"] != $"{call.Server.App.InstallationId}")
        {
            return Answer.NotFound;
        }

        InstallationToken token = call.Server.IssueToken(
            call.Body["repositories"]?.AsArray().Select(name => call.Server.IdOf((string)name!)).ToHashSet(),
            call.Body["permissions"]?.AsObject().ToDictionary(one => one.Key, one => (string)one.Value!) ?? []);
        return Answer.Created(new JsonObject
        {
            ["token"] = token.Token,
            ["expires_at"] = Resources.Time(token.ExpiresAt),
            ["permissions"] = new JsonObject(token.Permissions.Select(one => KeyValuePair.Create(one.Key, (JsonNode?)one.Value))),
        });
    }

    private static Answer Redeliver(Call call) =>
        call.Server.Redeliver(long.Parse(call["delivery_id"], System.Globalization.CultureInfo.InvariantCulture)) ? new Answer(202, new JsonObject()) : Answer.NotFound;

    private static Answer Convert(Call call)
    {
        if (call["code"] != call.Server.ManifestCode)
        {
            return Answer.NotFound;
        }

        JsonObject app = App(call);
        app["client_id"] = "Iv1.test";
        app["client_secret"] = "client-secret";
        app["webhook_secret"] = "webhook-secret";
        app["pem"] = call.Server.App.PrivateKeyPem;
        return Answer.Created(app);
    }
}
