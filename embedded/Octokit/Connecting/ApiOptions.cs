namespace Octokit;

/// <summary>Which pages of a list to read; all of them, of 30 entries, when nothing is said.</summary>
public class ApiOptions
{
    public static ApiOptions None => new();

    /// <summary>From 1.</summary>
    public int? StartPage { get; set; }

    public int? PageCount { get; set; }

    /// <summary>At most 100.</summary>
    public int? PageSize { get; set; }
}
