namespace Octokit;

public class CommitStatus
{
    public long Id { get; private set; }

    public StringEnum<CommitState> State { get; private set; }

    public string Context { get; private set; }

    public string Description { get; private set; }

    public string TargetUrl { get; private set; }
}
