namespace Coder.Cli.Api;

/// <summary>The host cannot be reached, or closed the connection.</summary>
internal sealed class HostLostException(Uri address, Exception inner) : Exception($"No answer from {address}: {inner.Message}", inner);
