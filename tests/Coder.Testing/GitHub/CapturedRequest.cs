namespace Coder.Testing.GitHub;

/// <summary>A REST request as it came.</summary>
/// <param name="Operation">As the OpenAPI description names it: <c>POST /repos/{owner}/{repo}/pulls</c>.</param>
/// <param name="Target">Path and query.</param>
/// <param name="Authorization">The header; empty for none.</param>
/// <param name="Status">What the double answered.</param>
public sealed record CapturedRequest(string Operation, string Target, string Authorization, byte[] Body, int Status);
