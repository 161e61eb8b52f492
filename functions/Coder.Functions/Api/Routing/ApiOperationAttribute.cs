using Coder.Accounts.Keys;

namespace Coder.Functions.Api.Routing;

/// <summary>
/// One operation of a function's route. It decides who is let in, and it is what the OpenAPI document says: a method that no attribute names is answered 405.
/// </summary>
/// <param name="method">HTTP method in upper case. Where GET is served, so is HEAD.</param>
/// <param name="id">Name of the operation in the document, one of a kind: <c>listRuns</c>.</param>
/// <param name="summary">What it does, in a line.</param>
[AttributeUsage(AttributeTargets.Method, AllowMultiple = true)]
public sealed class ApiOperationAttribute(string method, string id, string summary) : Attribute
{
    public string Method { get; } = method;

    public string Id { get; } = id;

    public string Summary { get; } = summary;

    /// <summary>One of these a key must have; <see cref="ApiScopes.None"/>: no key is asked for.</summary>
    public ApiScopes Scopes { get; init; }

    /// <summary>The record of the request's JSON; null: no body.</summary>
    public Type? Body { get; init; }

    /// <summary>Whether the body may be left out.</summary>
    public bool IsBodyOptional { get; init; }

    /// <summary>The body is a payload of somebody else's, in their form.</summary>
    public bool IsBodyForeign { get; init; }

    /// <summary>The record of the answer's JSON; null: see <see cref="MediaTypes"/>.</summary>
    public Type? Answer { get; init; }

    public int Status { get; init; } = 200;

    /// <summary>Of an answer that is not JSON, or may be something else as well; separated by spaces. Empty and no <see cref="Answer"/>: no content.</summary>
    public string MediaTypes { get; init; } = "";

    /// <summary>Names of query parameters (<see cref="ApiParameters"/>), separated by spaces.</summary>
    public string Query { get; init; } = "";

    /// <summary>Names of request headers (<see cref="ApiParameters"/>), separated by spaces; a <c>!</c> behind a name: required.</summary>
    public string Headers { get; init; } = "";

    /// <summary>Further statuses of problems, beside those that the method and body bring; separated by spaces.</summary>
    public string Problems { get; init; } = "";
}
