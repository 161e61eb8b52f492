namespace Coder.Functions.Api;

/// <summary>A request that cannot be served; becomes problem details.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable code, a section of docs/errors.md.</param>
/// <param name="detail">What is wrong here and how to mend it.</param>
public sealed class ApiException(int status, string code, string detail) : Exception(detail)
{
    public int Status { get; } = status;

    public string Code { get; } = code;

    /// <summary>JSON pointer of the field at fault; null when it is not the body's.</summary>
    public string? Pointer { get; init; }

    /// <summary>Methods for the <c>Allow</c> header of a 405.</summary>
    public string? Allow { get; init; }

    /// <summary>For the <c>Retry-After</c> header; null: there is none.</summary>
    public int? RetryAfterSeconds { get; init; }

    public static ApiException NotFound(string what) => new(404, "not_found", $"There is no {what}.");

    public static ApiException MethodNotAllowed(string allow) => new(405, "method_not_allowed", $"This resource serves {allow}.") { Allow = allow };

    public static ApiException Invalid(string pointer, string detail) => new(400, "invalid_request", detail) { Pointer = pointer };
}
