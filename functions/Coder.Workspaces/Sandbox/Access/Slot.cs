using Microsoft.Win32.SafeHandles;

namespace Coder.Workspaces.Sandbox.Access;

/// <param name="User">Uid and gid that no account has.</param>
/// <param name="Map">A user namespace in which root is <paramref name="User"/>; for id-mapped mounts.</param>
internal sealed record Slot(uint User, SafeFileHandle Map);
