using System.Text.Json.Nodes;
using Coder.Testing.GitHub.State;
using Microsoft.AspNetCore.Http;

namespace Coder.Testing.GitHub.Routes;

/// <summary>The one mutation of the GraphQL interface that REST lacks. Refusals come with status 200, as GitHub's do; the OpenAPI description does not cover it.</summary>
internal static class GraphQl
{
    private const string MarkReady = "markPullRequestReadyForReview(input: { pullRequestId: $id })";

    internal static Answer Decide(GitHubServer server, HttpRequest request, JsonObject body)
    {
        if (server.TokenOf(request.Headers.Authorization.ToString().Split(' ', 2)[^1]) is not { } token)
        {
            return Answer.Refuse(401, "Bad credentials");
        }

        if (server.Refuse?.Invoke("POST /graphql") is { } refusal)
        {
            return Refuse(refusal.Message);
        }

        if (!((string)body["query"]!).Contains(MarkReady, StringComparison.Ordinal))
        {
            return Refuse("The double knows one mutation");
        }

        string id = (string?)body["variables"]?["id"] ?? "";
        return server.Alone(() =>
            server.FindPull(id) is not { } found ? Refuse($"Could not resolve to a node with the global id of '{id}'")
            : !token.Allows(found.Repository.Id, "pull_requests", write: true) ? Refuse("Resource not accessible by integration")
            : Ready(server, found.Repository, found.Number));
    }

    private static Answer Ready(GitHubServer server, GitHubRepository repository, int number)
    {
        repository.Pulls[number]["draft"] = false;
        server.Announce(repository, "pull_request", "ready_for_review", server.App.BotLogin, ("pull_request", PullRequests.Show(repository, number)));
        JsonObject pull = new() { ["pullRequest"] = new JsonObject { ["isDraft"] = false } };
        return Answer.Ok(new JsonObject { ["data"] = new JsonObject { ["markPullRequestReadyForReview"] = pull } });
    }

    private static Answer Refuse(string message) =>
        Answer.Ok(new JsonObject { ["data"] = null, ["errors"] = new JsonArray(new JsonObject { ["message"] = message }) });
}
