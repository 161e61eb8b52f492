namespace Coder.Workspaces.Sandbox;

/// <param name="HostPath">Absolute path of a folder or file of the host.</param>
/// <param name="InsidePath">Absolute path inside.</param>
/// <param name="Writable">False: read-only.</param>
public sealed record SandboxMount(string HostPath, string InsidePath, bool Writable = false);
