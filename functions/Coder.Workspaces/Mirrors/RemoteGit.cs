using System.Text;
using Coder.Workspaces.Git;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Mirrors;

/// <summary>git as it talks to the other side of one mirror: over this URL's protocol alone, without redirects, with the credential in the environment.</summary>
internal sealed class RemoteGit(GitCommand git, string mirror, RemoteAccess remote, IReadOnlyDictionary<string, string> hostEnvironment)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private static readonly string[] Proxies = ["http_proxy", "https_proxy", "no_proxy", "HTTPS_PROXY", "NO_PROXY"];

    // Blemishes that old histories of well-known projects have; what could do harm stays an error.
    private static readonly string[] Harmless =
        ["zeroPaddedFilemode", "missingSpaceBeforeDate", "missingSpaceBeforeEmail", "badTimezone", "missingNameBeforeEmail", "missingEmail", "zeroPaddedDate"];

    /// <exception cref="WorkspaceException"><c>remote_failed</c>, with what git said.</exception>
    internal async Task<GitOutput> DemandAsync(IReadOnlyList<string> arguments, string input, CancellationToken cancellation)
    {
        var output = await RunAsync(arguments, input, cancellation);
        return output.ExitCode == 0 ? output : throw Failed(output.Error);
    }

    internal Task<GitOutput> RunAsync(IReadOnlyList<string> arguments, string input, CancellationToken cancellation) => git.RunAsync(
        new GitInvocation
        {
            GitDirectory = mirror, Arguments = arguments, Settings = [.. Settings()], Environment = Environment(), StandardInput = Encoding.UTF8.GetBytes(input), Timeout = Patience,
        },
        cancellation);

    internal WorkspaceException Failed(string error) => new(
        "remote_failed", $"git could not reach '{remote.Url}': {error} See that the repository exists and that the App is installed on it, then try again.");

    private IEnumerable<KeyValuePair<string, string>> Settings()
    {
        // A redirect would take the header to whoever it names.
        yield return new("http.followRedirects", "false");
        yield return new("remote.origin.url", remote.Url);
        yield return new("push.negotiate", "true");
        foreach (var name in Harmless) yield return new($"fetch.fsck.{name}", "ignore");
        if (remote.Authorization is { } authorization) yield return new($"http.{remote.Url}.extraHeader", $"Authorization: {authorization}");
    }

    private Dictionary<string, string> Environment()
    {
        Dictionary<string, string> environment = new() { ["GIT_ALLOW_PROTOCOL"] = new Uri(remote.Url).Scheme };
        foreach (var name in Proxies.Where(hostEnvironment.ContainsKey)) environment[name] = hostEnvironment[name];
        return environment;
    }
}
