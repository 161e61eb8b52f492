namespace Octokit;

/// <summary>What is null stays as it is; annotations are added to those that are there.</summary>
public class CheckRunUpdate
{
    public string Name { get; set; }

    public string DetailsUrl { get; set; }

    public string ExternalId { get; set; }

    public StringEnum<CheckStatus>? Status { get; set; }

    public DateTimeOffset? StartedAt { get; set; }

    public StringEnum<CheckConclusion>? Conclusion { get; set; }

    public DateTimeOffset? CompletedAt { get; set; }

    public NewCheckRunOutput Output { get; set; }
}
