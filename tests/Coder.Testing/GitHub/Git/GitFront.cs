using Coder.Testing.GitHub.Access;
using Coder.Testing.GitHub.State;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Coder.Testing.GitHub.Git;

/// <summary>git over HTTP, for tokens that may. What a push changed is announced.</summary>
internal static class GitFront
{
    internal static void Map(WebApplication app, GitHubServer server) =>
        app.Map("/{owner}/{repo}.git/{**rest}", context => ServeAsync(context, server));

    private static async Task ServeAsync(HttpContext context, GitHubServer server)
    {
        RouteValueDictionary values = context.Request.RouteValues;
        (string owner, string name, string rest) = ((string)values["owner"]!, (string)values["repo"]!, (string)values["rest"]!);
        bool push = rest == "git-receive-pack" || context.Request.Query["service"] == "git-receive-pack";
        InstallationToken? token = Gate.GitToken(server, context.Request);
        if (server.Find(owner, name) is not { } repository || token?.Allows(repository.Id, "contents", push) != true)
        {
            context.Response.StatusCode = token is null ? StatusCodes.Status401Unauthorized : StatusCodes.Status403Forbidden;
            context.Response.Headers.WWWAuthenticate = "Basic realm=\"GitHub\"";
            return;
        }

        string path = $"/{repository.FullName}.git/{rest}";
        if (rest != "git-receive-pack")
        {
            await GitHttp.ServeAsync(context, server.Root, path, push ? server.App.Slug : null, () => Task.CompletedTask);
            return;
        }

        if (server.Arriving is { } arriving)
        {
            await arriving(GitHubServer.Push);
        }

        IReadOnlyDictionary<string, string> before = repository.Git.References();
        await GitHttp.ServeAsync(context, server.Root, path, server.App.Slug, async () =>
        {
            server.Alone(() => Announce(server, repository, before));
            if (server.Committed is { } committed)
            {
                await committed(new CapturedRequest(GitHubServer.Push, path, "", [], StatusCodes.Status200OK));
            }
        });
    }

    private static bool Announce(GitHubServer server, GitHubRepository repository, IReadOnlyDictionary<string, string> before)
    {
        foreach ((string name, string commit) in repository.Git.References().Where(now => before.GetValueOrDefault(now.Key) != now.Value))
        {
            server.Announce(repository, "push", "", server.App.BotLogin, ("push", new() { ["ref"] = name, ["after"] = commit }));
            foreach (int number in repository.Pulls.Keys.Where(number => $"refs/heads/{(string)repository.Pulls[number]["head"]!["ref"]!}" == name))
            {
                server.Announce(repository, "pull_request", "synchronize", server.App.BotLogin, ("pull_request", PullRequests.Show(repository, number)));
            }
        }

        return true;
    }
}
