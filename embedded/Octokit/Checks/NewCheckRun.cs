namespace Octokit;

public class NewCheckRun
{
    public NewCheckRun(string name, string headSha) => (Name, HeadSha) = (name, headSha);

    public string Name { get; set; }

    public string HeadSha { get; set; }

    public string DetailsUrl { get; set; }

    public string ExternalId { get; set; }

    public StringEnum<CheckStatus>? Status { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public StringEnum<CheckConclusion>? Conclusion { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public NewCheckRunOutput Output { get; set; }
}
