namespace Octokit;

public interface IReleasesClient
{
    Task<Release> Get(string owner, string name, string tag);

    Task<Release> Create(string owner, string name, NewRelease data);

    Task<Release> Edit(string owner, string name, long id, ReleaseUpdate data);
}
