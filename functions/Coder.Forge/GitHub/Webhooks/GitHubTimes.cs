namespace Coder.Forge.GitHub.Webhooks;

/// <summary>When what a payload tells of happened.</summary>
internal static class GitHubTimes
{
    private static readonly string[] Subjects =
    [
        "issue", "pull_request", "comment", "review", "check_run", "check_suite", "workflow_run", "release", "deployment", "deployment_status", "installation", "head_commit",
    ];

    private static readonly string[] Times = ["updated_at", "completed_at", "submitted_at", "published_at", "started_at", "created_at", "timestamp"];

    /// <summary>The newest time of the payload and its subjects; null when they bear none.</summary>
    internal static DateTimeOffset? Newest(Payload payload)
    {
        DateTimeOffset? newest = NewestOf(payload);
        foreach (string subject in Subjects)
        {
            if (NewestOf(payload[subject]) is { } time && !(time <= newest))
            {
                newest = time;
            }
        }

        return newest;
    }

    private static DateTimeOffset? NewestOf(Payload subject) => Times.Select(time => subject[time].Time).Max();
}
