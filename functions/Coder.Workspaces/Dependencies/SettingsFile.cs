namespace Coder.Workspaces.Dependencies;

/// <param name="HostPath">Where it lies.</param>
/// <param name="InsidePath">Where its package manager looks for it inside.</param>
internal sealed record SettingsFile(string HostPath, string InsidePath)
{
    public bool IsNuGet => HostPath.EndsWith(".config", StringComparison.OrdinalIgnoreCase);
}
