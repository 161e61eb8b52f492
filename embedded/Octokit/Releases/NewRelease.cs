namespace Octokit;

public class NewRelease
{
    public NewRelease(string tagName) => TagName = tagName;

    public string TagName { get; }

    public string TargetCommitish { get; set; }

    public string Name { get; set; }

    public string Body { get; set; }

    public bool Draft { get; set; }

    public bool Prerelease { get; set; }
}
