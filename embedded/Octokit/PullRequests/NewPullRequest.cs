namespace Octokit;

public class NewPullRequest
{
    public NewPullRequest(string title, string head, string baseRef) => (Title, Head, Base) = (title, head, baseRef);

    public string Title { get; }

    public string Head { get; }

    public string Base { get; }

    public string Body { get; set; }

    public bool? Draft { get; set; }

    public bool? MaintainerCanModify { get; set; }
}
