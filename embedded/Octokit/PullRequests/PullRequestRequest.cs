namespace Octokit;

public class PullRequestRequest : RequestParameters
{
    public ItemStateFilter State { get; set; }

    /// <summary><c>owner:branch</c>.</summary>
    public string Head { get; set; }

    public string Base { get; set; }

    [Internal.Parameter(Key = "sort")]
    public PullRequestSort SortProperty { get; set; }

    [Internal.Parameter(Key = "direction")]
    public SortDirection SortDirection { get; set; }
}
