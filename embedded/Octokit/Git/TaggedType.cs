namespace Octokit;

public enum TaggedType
{
    Commit,
    Blob,
    Tree,
    Tag,
}
