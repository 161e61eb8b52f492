namespace Octokit;

internal static class MediaTypes
{
    internal const string Json = "application/vnd.github+json";
    internal const string Raw = "application/vnd.github.raw+json";
    internal const string Body = "application/json";
}
