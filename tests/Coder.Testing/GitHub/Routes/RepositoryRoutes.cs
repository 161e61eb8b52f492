using System.Text.Json.Nodes;
using Coder.Testing.GitHub.State;

namespace Coder.Testing.GitHub.Routes;

/// <summary>Facts, files, branches, references and people of a repository.</summary>
internal static class RepositoryRoutes
{
    private const string Repo = "/repos/{owner}/{repo}";

    internal static IEnumerable<Route> All =>
    [
        new($"GET {Repo}", "metadata", call => Answer.Ok(Resources.Repository(call.Server, call.Repository))),
        new($"GET {Repo}/branches/{{branch}}", "contents", Branch),
        new($"GET {Repo}/branches/{{branch}}/protection/required_status_checks", "administration", RequiredChecks),
        new($"GET {Repo}/collaborators/{{username}}/permission", "metadata", Permission),
        new($"GET {Repo}/commits/{{ref}}", "contents", Commit),
        new($"GET {Repo}/contents/{{path}}", "contents", File),
        new($"GET {Repo}/git/ref/{{ref}}", "contents", call => Reference(call, call["ref"])),
        new($"POST {Repo}/git/refs", "contents", CreateReference),
        new($"PATCH {Repo}/git/refs/{{ref}}", "contents", MoveReference),
        new($"DELETE {Repo}/git/refs/{{ref}}", "contents", DeleteReference),
    ];

    private static Answer Branch(Call call) => call.Repository.Git.References().TryGetValue($"refs/heads/{call["branch"]}", out string? sha)
        ? Answer.Ok(new JsonObject
        {
            ["name"] = call["branch"],
            ["commit"] = new JsonObject { ["sha"] = sha },
            ["protected"] = call.Repository.RequiredChecks.ContainsKey(call["branch"]),
        })
        : Answer.Refuse(404, "Branch not found");

    private static Answer RequiredChecks(Call call) => call.Repository.RequiredChecks.TryGetValue(call["branch"], out string[]? names)
        ? Answer.Ok(new JsonObject { ["strict"] = false, ["contexts"] = new JsonArray([.. names.Select(name => JsonValue.Create(name))]) })
        : Answer.Refuse(404, "Branch not protected");

    private static Answer Permission(Call call)
    {
        string role = call.Repository.Roles.GetValueOrDefault(call["username"]) ?? "none";
        string permission = role switch { "maintain" => "write", "triage" => "read", _ => role };
        return Answer.Ok(new JsonObject { ["permission"] = permission, ["role_name"] = role, ["user"] = Resources.User(call["username"]) });
    }

    private static Answer Commit(Call call) => call.Repository.Commit(call["ref"]) is not { } sha ? Answer.Refuse(422, $"No commit found for SHA: {call["ref"]}")
        : call.Accepts == "application/vnd.github.sha" ? new Answer(200, null, sha)
        : Answer.Ok(new JsonObject { ["sha"] = sha, ["commit"] = new JsonObject { ["message"] = call.Repository.Git.Run("log", "-1", "--format=%B", sha) } });

    private static Answer File(Call call)
    {
        string at = call.Query.GetValueOrDefault("ref") ?? call.Repository.DefaultBranch;
        return call.Repository.File(at, call["path"]) is { } text ? new Answer(200, null, text) : Answer.NotFound;
    }

    private static Answer Reference(Call call, string name) => call.Repository.Git.References().TryGetValue($"refs/{name}", out string? sha)
        ? Answer.Ok(Reference(name, sha))
        : Answer.NotFound;

    private static JsonObject Reference(string name, string sha) =>
        new() { ["ref"] = $"refs/{name}", ["object"] = new JsonObject { ["type"] = "commit", ["sha"] = sha } };

    private static Answer CreateReference(Call call)
    {
        string name = call.Text("ref")!;
        if (!name.StartsWith("refs/", StringComparison.Ordinal) || call.Repository.Commit(call.Text("sha")!) is not { } sha)
        {
            return Answer.Refuse(422, "Object does not exist");
        }

        if (call.Repository.Git.References().ContainsKey(name))
        {
            return Answer.Refuse(422, "Reference already exists");
        }

        call.Repository.Git.SetReference(name, sha);
        return Answer.Created(Reference(name["refs/".Length..], sha));
    }

    private static Answer MoveReference(Call call)
    {
        string name = $"refs/{call["ref"]}";
        if (!call.Repository.Git.References().TryGetValue(name, out string? old) || call.Repository.Commit(call.Text("sha")!) is not { } sha)
        {
            return Answer.Refuse(422, "Reference does not exist");
        }

        if ((bool?)call.Body["force"] != true && !call.Repository.Git.IsAncestor(old, sha))
        {
            return Answer.Refuse(422, "Update is not a fast forward");
        }

        call.Repository.Git.SetReference(name, sha);
        return Answer.Ok(Reference(call["ref"], sha));
    }

    private static Answer DeleteReference(Call call)
    {
        if (!call.Repository.Git.References().ContainsKey($"refs/{call["ref"]}"))
        {
            return Answer.Refuse(422, "Reference does not exist");
        }

        call.Repository.Git.DeleteReference($"refs/{call["ref"]}");
        return Answer.Nothing;
    }
}
