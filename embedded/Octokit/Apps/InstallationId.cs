namespace Octokit;

public class InstallationId
{
    public long Id { get; set; }
}
