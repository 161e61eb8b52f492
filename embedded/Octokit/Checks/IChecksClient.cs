namespace Octokit;

public interface IChecksClient
{
    ICheckRunsClient Run { get; }
}
