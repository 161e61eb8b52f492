namespace Coder.Contracts;

/// <param name="ReturnUrl">Where to come back to. Default: the host's own address.</param>
public sealed record PortalRequest(string? ReturnUrl = null);
