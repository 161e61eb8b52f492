using System.Globalization;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Microsoft.AspNetCore.WebUtilities;

namespace Coder.Functions.Api.OpenApi;

/// <summary>The API as an OpenAPI 3.1 document, made from the routes and the records.</summary>
internal sealed partial class OpenApiDocument
{
    private const string SecurityScheme = "key";
    private const string JsonType = "application/json";
    private const string ProblemType = "application/problem+json";

    private static readonly Dictionary<string, string> Tags = new(StringComparer.Ordinal)
    {
        ["account"] = "The account of the key: its plan and credits.",
        ["accounts"] = "For whoever runs the host: accounts.",
        ["agents"] = "The definitions that runs follow.",
        ["audit"] = "What was done in the account, hash-chained.",
        ["billing"] = "Plans, payments and credits that are bought.",
        ["github"] = "For whoever runs the host: webhooks that came from GitHub.",
        ["host"] = "The host itself.",
        ["keys"] = "API keys of the account.",
        ["ledger"] = "The account's statement.",
        ["projects"] = "Repositories that the account works on, and their secrets.",
        ["quotes"] = "What a run would cost.",
        ["runs"] = "Requests on their way to verified changes.",
        ["usage"] = "What runs have used.",
        ["webhooks"] = "What others tell the host, signed.",
    };

    private readonly SchemaBook _schemas = new();
    private readonly SortedSet<int> _problems = [];

    private OpenApiDocument()
    {
    }

    /// <summary>The document of these routes.</summary>
    internal static JsonObject Build(IReadOnlyList<ApiRoute> routes) => new OpenApiDocument().Write([.. routes.Where(route => !route.IsCatchAll)]);

    private JsonObject Write(IReadOnlyList<ApiRoute> routes)
    {
        JsonObject paths = new(routes.Select(route => KeyValuePair.Create(route.Path, (JsonNode?)PathItem(route))));
        // Named by a query parameter.
        _schemas.Answered(typeof(RunStatus));
        JsonObject problem = _schemas.Answered(typeof(Problem));
        return new JsonObject
        {
            ["openapi"] = "3.1.0",
            ["info"] = new JsonObject
            {
                ["title"] = "Coder Functions",
                ["version"] = "1",
                ["summary"] = "Turns a request into a verified change.",
                ["description"] = "Members that are absent are not known or do not apply. Every error is a problem (RFC 9457) with a stable `code`. Where GET is served, so is HEAD.",
                ["license"] = new JsonObject { ["name"] = "MIT", ["identifier"] = "MIT" },
            },
            ["servers"] = new JsonArray(new JsonObject { ["url"] = "/" }),
            ["tags"] = new JsonArray([.. routes.Select(route => TagOf(route.Path)).Distinct().Order(StringComparer.Ordinal).Select(tag => (JsonNode)new JsonObject { ["name"] = tag, ["description"] = Tags.GetValueOrDefault(tag, $"Resources below /v1/{tag}.") })]),
            ["paths"] = paths,
            ["components"] = new JsonObject
            {
                ["securitySchemes"] = new JsonObject
                {
                    [SecurityScheme] = new JsonObject { ["type"] = "http", ["scheme"] = "bearer", ["description"] = "An API key, `ck_live_…`. What an operation names are scopes, one of which the key must have." },
                },
                ["responses"] = new JsonObject(_problems.Select(status => KeyValuePair.Create($"Problem{status}", (JsonNode?)new JsonObject
                {
                    ["description"] = ReasonPhrases.GetReasonPhrase(status) is { Length: > 0 } phrase ? phrase : "Request header fields too large",
                    ["content"] = Content(ProblemType, problem.DeepClone()),
                }))),
                ["schemas"] = _schemas.Components,
            },
        };
    }

    private JsonObject PathItem(ApiRoute route)
    {
        JsonObject item = [];
        string[] names = [.. PathParameter().Matches(route.Path).Select(match => match.Groups[1].Value)];
        if (names.Length > 0)
        {
            item["parameters"] = new JsonArray([.. names.Select(name => (JsonNode)ApiParameters.Describe(name, "path"))]);
        }

        foreach (ApiOperationAttribute operation in route.Operations)
        {
            item[operation.Method.ToLowerInvariant()] = Operation(route.Path, operation, names.Length > 0);
        }

        return item;
    }

    private JsonObject Operation(string path, ApiOperationAttribute operation, bool hasId)
    {
        JsonObject described = new()
        {
            ["operationId"] = operation.Id,
            ["summary"] = operation.Summary,
            ["tags"] = new JsonArray(TagOf(path)),
            ["security"] = operation.Scopes == ApiScopes.None ? new JsonArray() : new JsonArray([.. ScopesOf(operation).Select(scope => (JsonNode)new JsonObject { [SecurityScheme] = new JsonArray(scope) })]),
        };
        JsonObject[] parameters = [.. Words(operation.Query).Select(name => ApiParameters.Describe(name, "query")), .. Words(operation.Headers).Select(name => ApiParameters.Describe(name, "header"))];
        if (parameters.Length > 0)
        {
            described["parameters"] = new JsonArray([.. parameters]);
        }

        if (operation.Body is not null || operation.IsBodyForeign)
        {
            described["requestBody"] = new JsonObject
            {
                ["required"] = !operation.IsBodyOptional,
                ["content"] = Content(JsonType, operation.Body is { } body ? _schemas.Sent(body) : new JsonObject { ["type"] = "object" }),
            };
        }

        described["responses"] = Responses(operation, hasId);
        return described;
    }

    private static IEnumerable<string> ScopesOf(ApiOperationAttribute operation) =>
        operation.Scopes == ApiScopes.Operator ? ["operator"] : ApiScopeNames.Of(operation.Scopes);

    private JsonObject Responses(ApiOperationAttribute operation, bool hasId)
    {
        JsonObject content = operation.Answer is { } answer ? Content(JsonType, _schemas.Answered(answer)) : [];
        foreach (string type in Words(operation.MediaTypes))
        {
            content[type] = new JsonObject { ["schema"] = new JsonObject { ["type"] = "string" } };
        }

        JsonObject success = new() { ["description"] = ReasonPhrases.GetReasonPhrase(operation.Status) };
        if (content.Count > 0)
        {
            success["content"] = content;
        }

        JsonObject responses = new() { [Text(operation.Status)] = success };
        foreach (int status in ProblemsOf(operation, hasId))
        {
            _problems.Add(status);
            responses[Text(status)] = new JsonObject { ["$ref"] = $"#/components/responses/Problem{status}" };
        }

        return responses;
    }

    /// <summary>What every operation of its kind may answer, and what this one may beside.</summary>
    private static SortedSet<int> ProblemsOf(ApiOperationAttribute operation, bool hasId) =>
    [
        .. operation.Body is not null || operation.IsBodyForeign || operation.Query.Length > 0 || operation.Headers.Length > 0 ? [400] : (int[])[],
        .. operation.Scopes != ApiScopes.None ? [401, 403, 429] : (int[])[],
        .. hasId ? [404] : (int[])[],
        .. operation.Body is not null ? [408, 413, 415] : (int[])[],
        .. Words(operation.Problems).Select(word => int.Parse(word, CultureInfo.InvariantCulture)),
        414,
        431,
    ];

    private static JsonObject Content(string type, JsonNode schema) => new() { [type] = new JsonObject { ["schema"] = schema } };

    private static string[] Words(string text) => text.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    private static string Text(int status) => status.ToString(CultureInfo.InvariantCulture);

    /// <summary>The resource: <c>runs</c> of <c>/v1/runs/{id}</c>.</summary>
    private static string TagOf(string path) => path.Split('/', StringSplitOptions.RemoveEmptyEntries) is ["v1", var resource, ..] ? resource : path.StartsWith("/webhooks", StringComparison.Ordinal) ? "webhooks" : "host";

    [GeneratedRegex(@"\{(\w+)\}")]
    private static partial Regex PathParameter();
}
