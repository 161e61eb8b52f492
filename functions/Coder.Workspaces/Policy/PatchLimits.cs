namespace Coder.Workspaces.Policy;

/// <summary>How large a change may be.</summary>
public sealed record PatchLimits
{
    /// <summary>Files changed. Default 300, 1 to 100 000.</summary>
    public int Files { get; init; } = 300;

    /// <summary>Bytes of the patch. Default 2 MiB, 1 to 100 MiB.</summary>
    public int Bytes { get; init; } = 2 << 20;

    /// <summary>Binary files added or changed. Default 10, 0 to 10 000.</summary>
    public int BinaryFiles { get; init; } = 10;
}
