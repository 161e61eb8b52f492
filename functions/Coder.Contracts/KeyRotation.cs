namespace Coder.Contracts;

/// <summary>Body of <c>POST /v1/keys/{id}/rotate</c>; may be empty.</summary>
/// <param name="OverlapHours">How long the old key goes on working, 0 to 168; default 24.</param>
/// <param name="ExpiresInDays">Of the new key, 1 to 3650; default: never.</param>
public sealed record KeyRotation(int? OverlapHours = null, int? ExpiresInDays = null);
