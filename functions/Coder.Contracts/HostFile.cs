namespace Coder.Contracts;

/// <summary>Content of <c>$CODER_HOME/host.json</c> while a host runs; the host also holds an exclusive lock on <c>host.lock</c> beside it.</summary>
/// <param name="Pid">Process id.</param>
/// <param name="Address">Base address, like <c>http://127.0.0.1:7071</c>; empty until it listens.</param>
/// <param name="StartedAt">When the process started.</param>
public sealed record HostFile(int Pid, string Address, DateTimeOffset StartedAt);
