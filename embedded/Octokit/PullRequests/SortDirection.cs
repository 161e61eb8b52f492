namespace Octokit;

public enum SortDirection
{
    [Internal.Parameter(Value = "asc")]
    Ascending,
    [Internal.Parameter(Value = "desc")]
    Descending,
}
