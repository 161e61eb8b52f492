using System.Text.Json.Nodes;
using Coder.Testing.GitHub.State;

namespace Coder.Testing.GitHub.Routes;

/// <summary>Releases and deployments.</summary>
internal static class ReleaseRoutes
{
    private const string Repo = "/repos/{owner}/{repo}";

    internal static IEnumerable<Route> All =>
    [
        new($"GET {Repo}/releases/tags/{{tag}}", "contents", Find),
        new($"POST {Repo}/releases", "contents", Create),
        new($"PATCH {Repo}/releases/{{release_id}}", "contents", Edit),
        new($"GET {Repo}/deployments", "deployments", call => Answer.Ok(Newest(call.Repository.All(Kinds.Deployments).Where(deployment => IsAskedFor(call, deployment))))),
        new($"POST {Repo}/deployments", "deployments", Deploy),
        new($"GET {Repo}/deployments/{{deployment_id}}/statuses", "deployments", call => Answer.Ok(Newest(
            call.Repository.All(Kinds.DeploymentStatuses).Where(status => (int)status["deployment_id"]! == call.Number("deployment_id"))))),
        new($"POST {Repo}/deployments/{{deployment_id}}/statuses", "deployments", Report),
    ];

    private static bool IsAskedFor(Call call, JsonObject deployment) =>
        ((string[])["sha", "task", "environment"]).All(field => !call.Query.TryGetValue(field, out string? value) || (string)deployment[field]! == value);

    private static JsonArray Newest(IEnumerable<JsonObject> resources) => new([.. resources.Reverse().Select(one => one.DeepClone())]);

    /// <summary>Drafts have no tag yet: they are not found by it.</summary>
    private static Answer Find(Call call) =>
        call.Repository.All(Kinds.Releases).FirstOrDefault(one => (string)one["tag_name"]! == call["tag"] && !(bool)one["draft"]!) is { } release
            ? Answer.Ok(release)
            : Answer.NotFound;

    private static Answer Create(Call call)
    {
        string tag = call.Text("tag_name")!;
        if (call.Repository.All(Kinds.Releases).Any(one => (string)one["tag_name"]! == tag && !(bool)one["draft"]!))
        {
            return Answer.Refuse(422, "Validation Failed: already_exists");
        }

        JsonObject release = call.Repository.Add(Kinds.Releases, new JsonObject
        {
            ["target_commitish"] = call.Repository.DefaultBranch, ["draft"] = false, ["prerelease"] = false,
            ["created_at"] = Resources.Time(call.Server.Now),
        });
        release["html_url"] = Resources.Page(call.Server, call.Repository, $"/releases/tag/{tag}");
        return Write(call, release) ? Answer.Created(release) : Answer.Refuse(422, "Validation Failed: target_commitish is no commit");
    }

    private static Answer Edit(Call call) =>
        call.Repository.Find(Kinds.Releases, call.Number("release_id")) is not { } release ? Answer.NotFound
        : Write(call, release) ? Answer.Ok(release)
        : Answer.Refuse(422, "Validation Failed: target_commitish is no commit");

    /// <summary>A published release has a tag, made where it is missing.</summary>
    private static bool Write(Call call, JsonObject release)
    {
        call.Copy(release, "tag_name", "target_commitish", "name", "body", "draft", "prerelease");
        if ((bool)release["draft"]!)
        {
            return true;
        }

        string tag = $"refs/tags/{(string)release["tag_name"]!}";
        if (!call.Repository.Git.References().ContainsKey(tag))
        {
            if (call.Repository.Commit((string)release["target_commitish"]!) is not { } target)
            {
                call.Repository.Lists[Kinds.Releases].Remove(release);
                return false;
            }

            call.Repository.Git.SetReference(tag, target);
        }

        release["published_at"] ??= Resources.Time(call.Server.Now);
        return true;
    }

    private static Answer Deploy(Call call)
    {
        if (call.Repository.Commit(call.Text("ref")!) is not { } sha)
        {
            return Answer.Refuse(422, $"No ref found for: {call.Text("ref")}");
        }

        JsonObject deployment = call.Repository.Add(Kinds.Deployments, new JsonObject
        {
            ["sha"] = sha, ["task"] = "deploy", ["environment"] = "production", ["created_at"] = Resources.Time(call.Server.Now),
        });
        call.Copy(deployment, "ref", "task", "environment", "description");
        return Answer.Created(deployment);
    }

    private static Answer Report(Call call)
    {
        if (call.Repository.Find(Kinds.Deployments, call.Number("deployment_id")) is null)
        {
            return Answer.NotFound;
        }

        JsonObject status = call.Repository.Add(
            Kinds.DeploymentStatuses, new JsonObject { ["deployment_id"] = call.Number("deployment_id"), ["created_at"] = Resources.Time(call.Server.Now) });
        call.Copy(status, "state", "description", "log_url", "environment_url");
        return Answer.Created(status);
    }
}
