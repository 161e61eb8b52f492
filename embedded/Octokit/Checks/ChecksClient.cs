namespace Octokit;

internal sealed class ChecksClient(IConnection connection) : IChecksClient
{
    public ICheckRunsClient Run { get; } = new CheckRunsClient(connection);
}
