namespace Coder.Contracts;

/// <summary>Body of <c>POST /v1/accounts</c>; may be empty.</summary>
/// <param name="KeyName">Name of its first key, 1 to 100 characters; default <c>first</c>.</param>
public sealed record NewAccountRequest(string? KeyName = null);
