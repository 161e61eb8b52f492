using System.Text.Json.Nodes;

namespace Coder.Testing.Stripe.Routes;

/// <summary>What a request is answered.</summary>
internal sealed record StripeAnswer(int Status, string Body)
{
    internal static StripeAnswer Ok(JsonNode body) => new(200, body.ToJsonString());

    internal static StripeAnswer Missing(string id) => Refuse(404, "invalid_request_error", $"No such object: '{id}'", "resource_missing");

    internal static StripeAnswer Refuse(int status, string type, string message, string? code = null)
    {
        JsonObject error = new() { ["type"] = type, ["message"] = message };
        if (code is not null)
        {
            error["code"] = code;
        }

        return new StripeAnswer(status, new JsonObject { ["error"] = error }.ToJsonString());
    }
}
