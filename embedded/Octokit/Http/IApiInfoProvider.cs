namespace Octokit;

public interface IApiInfoProvider
{
    /// <summary>Of the last response; null before the first.</summary>
    ApiInfo GetLastApiInfo();
}
