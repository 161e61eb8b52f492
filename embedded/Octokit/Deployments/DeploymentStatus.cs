namespace Octokit;

public class DeploymentStatus
{
    public long Id { get; private set; }

    public StringEnum<DeploymentState> State { get; private set; }

    public string Description { get; private set; }

    public string EnvironmentUrl { get; private set; }

    public string LogUrl { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
}
