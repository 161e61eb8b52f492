namespace Coder.Workspaces.Egress;

/// <summary>What a client asks the proxy for.</summary>
/// <param name="Host">As asked for, in lower case.</param>
/// <param name="Tunnel">True for <c>CONNECT</c>; false for a request in plain HTTP.</param>
internal sealed record EgressTarget(string Host, int Port, bool Tunnel);
