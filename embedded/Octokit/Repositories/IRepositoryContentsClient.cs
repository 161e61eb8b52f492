namespace Octokit;

public interface IRepositoryContentsClient
{
    Task<byte[]> GetRawContent(string owner, string name, string path);

    Task<byte[]> GetRawContentByRef(string owner, string name, string path, string reference);
}
