namespace Coder.Forge.Merging;

public enum MergeRefusal
{
    /// <summary>The head is another commit than the one that was judged: judge again.</summary>
    HeadMoved,

    /// <summary>A conflict, a draft, or rules of the branch.</summary>
    NotMergeable,

    /// <summary>It was closed without a merge.</summary>
    Closed,
}
