using System.Text.Json.Nodes;

namespace Coder.Functions.Api.Routing;

/// <summary>What the parameters of routes, queries and headers are, by their names.</summary>
internal static class ApiParameters
{
    private static readonly Dictionary<string, (string Schema, string Description)> ByName = new(StringComparer.Ordinal)
    {
        ["limit"] = ("""{"type": "integer", "minimum": 1, "default": 20}""", "Items of a page at most: up to 100, of events up to 1000 (default 100)."),
        ["cursor"] = ("""{"type": "string", "maxLength": 200}""", "The `next_cursor` of the page before."),
        ["status"] = ("""{"$ref": "#/components/schemas/RunStatus"}""", "Only runs in this state."),
        ["project"] = ("""{"type": "string", "maxLength": 200}""", "Only runs of the project with this id."),
        ["agent"] = ("""{"type": "string", "maxLength": 200}""", "Only runs of this agent."),
        ["since"] = ("""{"type": "string", "format": "date-time"}""", "Only runs that were created then or later."),
        ["from"] = ("""{"type": "string", "format": "date"}""", "First day (UTC). Default: 30 days up to the last."),
        ["to"] = ("""{"type": "string", "format": "date"}""", "Last day. Default: today. At most 366 days."),
        ["by"] = ("""{"type": "string", "maxLength": 200, "default": "day"}""", "What to group by: some of `day`, `project`, `agent`, `model`, with commas between them."),
        ["number"] = ("""{"type": "integer", "format": "int64", "minimum": 0}""", "Of a record; default: the last one."),
        ["after"] = ("""{"type": "integer", "format": "int64", "minimum": 0, "default": 0}""", "Number of the last event that was seen."),
        ["wait"] = ("""{"type": "integer", "minimum": 0, "maximum": 30, "default": 0}""", "Seconds to wait for the first event of the page."),
        ["format"] = ("""{"type": "string", "enum": ["json", "csv"], "default": "json"}""", "`csv`: the whole statement as a file."),
        ["event"] = ("""{"type": "string", "maxLength": 200}""", "GitHub's name of the event, such as `issues`."),
        ["delivery_status"] = ("""{"type": "string", "enum": ["quarantined", "pending", "lost"], "default": "quarantined"}""", "Only webhooks in this state."),
        ["code"] = ("""{"type": "string", "maxLength": 200}""", "What GitHub gives the App's credentials for, once."),
        ["state"] = ("""{"type": "string", "maxLength": 200}""", "What the set-up was begun with."),
        ["Idempotency-Key"] = ("""{"type": "string", "minLength": 1, "maxLength": 255}""", "New for each new request. For 24 hours the same key with the same body gives the first answer again."),
        ["Last-Event-ID"] = ("""{"type": "integer", "format": "int64", "minimum": 0}""", "As `after`, for a stream that goes on."),
        ["Range"] = ("""{"type": "string"}""", "The part of the content that is wanted: `bytes=0-99`."),
        ["days"] = ("""{"type": "integer", "minimum": 1, "maximum": 35, "default": 3}""", "Days to compare, today among them."),
        ["Stripe-Signature"] = ("""{"type": "string"}""", "Stripe's signature of the body."),
        ["X-Hub-Signature-256"] = ("""{"type": "string"}""", "GitHub's signature of the body."),
        ["X-GitHub-Event"] = ("""{"type": "string", "maxLength": 200}""", "GitHub's name of the event."),
        ["X-GitHub-Delivery"] = ("""{"type": "string", "maxLength": 200}""", "GitHub's id of the delivery."),
        ["id"] = ("""{"type": "string"}""", "The resource's id."),
        ["approvalId"] = ("""{"type": "string"}""", "The question's id."),
        ["artifactId"] = ("""{"type": "string"}""", "The artifact's id, such as `patch`."),
        ["name"] = ("""{"type": "string", "pattern": "^[A-Z][A-Z0-9_]{0,63}$"}""", "The secret's name."),
    };

    /// <summary>Names that differ between here and the request, where the same word means something else elsewhere.</summary>
    private static readonly Dictionary<string, string> Wire = new(StringComparer.Ordinal) { ["delivery_status"] = "status" };

    /// <summary>The OpenAPI object of a parameter.</summary>
    /// <param name="name">A <c>!</c> behind it: required.</param>
    /// <param name="place"><c>path</c>, <c>query</c> or <c>header</c>.</param>
    internal static JsonObject Describe(string name, string place)
    {
        string plain = name.TrimEnd('!');
        if (!ByName.TryGetValue(plain, out (string Schema, string Description) parameter))
        {
            throw new InvalidOperationException($"The {place} parameter `{plain}` is not described: add it to {nameof(ApiParameters)}.");
        }

        return new JsonObject
        {
            ["name"] = Wire.GetValueOrDefault(plain, plain),
            ["in"] = place,
            ["description"] = parameter.Description,
            ["required"] = place == "path" || name.EndsWith('!'),
            ["schema"] = JsonNode.Parse(parameter.Schema),
        };
    }
}
