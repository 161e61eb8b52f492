namespace Coder.Contracts;

/// <summary>Body of <c>POST /v1/runs/{id}/resume</c>; may be empty.</summary>
/// <param name="Budget">New budget in credits.</param>
public sealed record ResumeRequest(decimal? Budget = null);
