namespace Coder.Contracts;

/// <summary>Body of <c>POST /v1/runs/{id}/approvals/{approvalId}</c>.</summary>
/// <param name="By">Where the answer was given: <c>cli</c>, <c>api</c> (default).</param>
public sealed record AnswerRequest(string Answer, string? Comment = null, string? By = null);
