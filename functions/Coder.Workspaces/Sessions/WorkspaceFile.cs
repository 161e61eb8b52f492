namespace Coder.Workspaces.Sessions;

/// <param name="Content">The bytes, cut at the caller's limit.</param>
/// <param name="TotalBytes">Size of the file.</param>
public sealed record WorkspaceFile(ReadOnlyMemory<byte> Content, long TotalBytes);
