namespace Coder.Workspaces.Policy;

/// <summary>Stable names of the rules; each is explained in docs/errors.md.</summary>
public static class PolicyRules
{
    public const string BlockedPath = "blocked_path";
    public const string ProtectedPath = "protected_path";
    public const string OutsideAllowedPaths = "outside_allowed_paths";
    public const string OddName = "odd_name";
    public const string NamesCollide = "names_collide";
    public const string LinkOutside = "link_outside";
    public const string PatchFiles = "patch_files";
    public const string PatchBytes = "patch_bytes";
    public const string PatchBinaryFiles = "patch_binary_files";
    public const string Secret = "secret";

    /// <summary>All of them.</summary>
    public static IReadOnlyList<string> All { get; } =
        [BlockedPath, ProtectedPath, OutsideAllowedPaths, OddName, NamesCollide, LinkOutside, PatchFiles, PatchBytes, PatchBinaryFiles, Secret];
}
