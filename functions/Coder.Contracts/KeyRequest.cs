namespace Coder.Contracts;

/// <summary>Body of <c>POST /v1/keys</c>.</summary>
/// <param name="Name">The owner's own word for it, 1 to 100 characters.</param>
/// <param name="Scopes">At least one of <c>runs:read</c>, <c>runs:write</c>, <c>billing</c>, <c>admin</c>.</param>
/// <param name="ExpiresInDays">1 to 3650; default: never.</param>
public sealed record KeyRequest(string Name, IReadOnlyList<string> Scopes, int? ExpiresInDays = null);
