namespace Coder.Contracts;

/// <summary>RFC 9457 problem details, the body of every error.</summary>
public sealed record Problem
{
    /// <summary>Address of the error's section in docs/errors.md.</summary>
    public required string Type { get; init; }

    public required string Title { get; init; }

    public required int Status { get; init; }

    /// <summary>What is wrong here and how to mend it.</summary>
    public required string Detail { get; init; }

    /// <summary>Stable: <c>not_found</c>, <c>invalid_request</c>, …</summary>
    public required string Code { get; init; }

    [System.Text.Json.Serialization.JsonPropertyName("requestId")]
    public string? RequestId { get; init; }

    public IReadOnlyList<ProblemError>? Errors { get; init; }
}
