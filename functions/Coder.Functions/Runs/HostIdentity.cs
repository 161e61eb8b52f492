namespace Coder.Functions.Runs;

/// <summary>Who this process is to others that share its storage.</summary>
/// <param name="Owner">New with every start.</param>
/// <param name="IsOnlyHost">True on an embedded host, which holds the lock of its home: whatever another owner claimed died with it.</param>
/// <param name="Home">The embedded host's folder; a temporary folder elsewhere.</param>
public sealed record HostIdentity(string Owner, bool IsOnlyHost, string Home);
