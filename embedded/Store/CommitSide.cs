namespace Coder.Embedded.Store;

/// <summary>Where the writer stands at a commit.</summary>
internal enum CommitSide
{
    Before,
    After,
}
