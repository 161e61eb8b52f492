namespace Octokit;

/// <summary>What is null stays as it is.</summary>
public class ReleaseUpdate
{
    public string TagName { get; set; }

    public string TargetCommitish { get; set; }

    public string Name { get; set; }

    public string Body { get; set; }

    public bool? Draft { get; set; }

    public bool? Prerelease { get; set; }
}
