namespace Octokit;

public enum MergeableState
{
    Dirty,
    Unknown,
    Blocked,
    Behind,
    Unstable,
    HasHooks,
    Clean,
    Draft,
}
