namespace Coder.Forge.Merging;

public enum MergeMethod
{
    Merge,
    Squash,
    Rebase,
}
