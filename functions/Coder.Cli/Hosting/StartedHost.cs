namespace Coder.Cli.Hosting;

/// <summary>A host that answers.</summary>
/// <param name="Process">The process, when this command started it.</param>
internal sealed record StartedHost(Uri Address, string Key, HostProcess? Process);
