using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;
using NJsonSchema;
using NJsonSchema.Validation;

namespace Coder.Testing.GitHub.OpenApi;

/// <summary>GitHub's published OpenAPI description of the requests that the double serves (<c>operations.json</c>, made by <c>extract.mjs</c>).</summary>
public static class RequestRules
{
    private static readonly JsonObject Described = Read();
    private static readonly ConcurrentDictionary<string, Operation> Operations = new(StringComparer.Ordinal);

    /// <summary>What is wrong with a request; empty when it is as described.</summary>
    /// <param name="operation">As in <see cref="CapturedRequest.Operation"/>.</param>
    /// <param name="query">Parameters after the question mark, decoded.</param>
    /// <param name="body">The raw body.</param>
    public static IReadOnlyList<string> Violations(string operation, IReadOnlyDictionary<string, string> query, byte[] body)
    {
        ArgumentNullException.ThrowIfNull(query);
        ArgumentNullException.ThrowIfNull(body);
        if (!Described.ContainsKey(operation))
        {
            return [$"{operation}: not described; add it to operations.txt"];
        }

        Operation rules = Operations.GetOrAdd(operation, static name => Parse(Described[name]!.AsObject()));
        return [.. QueryViolations(rules, query), .. BodyViolations(rules, Encoding.UTF8.GetString(body))];
    }

    private static IEnumerable<string> QueryViolations(Operation rules, IReadOnlyDictionary<string, string> query)
    {
        foreach ((string name, string value) in query)
        {
            if (!rules.Query.TryGetValue(name, out (bool, JsonSchema Schema) parameter))
            {
                yield return $"query {name}: unknown";
                continue;
            }

            foreach (ValidationError error in parameter.Schema.Validate(Json(value, parameter.Schema)))
            {
                yield return $"query {name}: {error.Kind}";
            }
        }

        foreach (string missing in rules.Query.Where(one => one.Value.Required).Select(one => one.Key).Except(query.Keys))
        {
            yield return $"query {missing}: missing";
        }
    }

    private static IEnumerable<string> BodyViolations(Operation rules, string body) =>
        body.Length == 0 ? rules.BodyRequired ? ["body: missing"] : []
        : rules.Body is null ? ["body: not expected"]
        : rules.Body.Validate(body).Select(error => $"body {error.Path}: {error.Kind}");

    private static string Json(string value, JsonSchema schema) => schema.Type switch
    {
        JsonObjectType.Integer when long.TryParse(value, CultureInfo.InvariantCulture, out _) => value,
        JsonObjectType.Boolean when bool.TryParse(value, out _) => value,
        _ => JsonValue.Create(value).ToJsonString(),
    };

    private static Operation Parse(JsonObject from) => new(
        from["query"]!.AsObject().ToDictionary(one => one.Key, one => ((bool)one.Value!["required"]!, Schema(one.Value["schema"]!))),
        (bool?)from["bodyRequired"] ?? false,
        from["body"] is { } body ? Schema(body) : null);

    // Complete at once: the schemas refer to no other document.
    private static JsonSchema Schema(JsonNode schema) => JsonSchema.FromJsonAsync(schema.ToJsonString()).GetAwaiter().GetResult();

    private static JsonObject Read()
    {
        using Stream file = typeof(RequestRules).Assembly.GetManifestResourceStream("github-operations.json")!;
        return JsonNode.Parse(file)!["operations"]!.AsObject();
    }
}
