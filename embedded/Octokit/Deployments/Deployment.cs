namespace Octokit;

public class Deployment
{
    public long Id { get; private set; }

    public string Sha { get; private set; }

    public string Ref { get; private set; }

    public string Task { get; private set; }

    public string Environment { get; private set; }

    public string Description { get; private set; }

    public DateTimeOffset CreatedAt { get; private set; }
}
