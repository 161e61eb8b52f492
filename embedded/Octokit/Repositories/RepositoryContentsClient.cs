namespace Octokit;

internal sealed class RepositoryContentsClient(IConnection connection) : IRepositoryContentsClient
{
    public async Task<byte[]> GetRawContent(string owner, string name, string path) =>
        (await connection.GetRaw(Query.Route($"repos/{owner}/{name}/contents/{new Query.Segments(path)}"), null)).Body;

    public async Task<byte[]> GetRawContentByRef(string owner, string name, string path, string reference) =>
        (await connection.GetRaw(Query.Route($"repos/{owner}/{name}/contents/{new Query.Segments(path)}?ref={reference}"), null)).Body;
}
