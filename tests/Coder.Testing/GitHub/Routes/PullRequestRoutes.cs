using System.Text.Json.Nodes;
using Coder.Testing.GitHub.State;

namespace Coder.Testing.GitHub.Routes;

internal static class PullRequestRoutes
{
    private const string Pulls = "/repos/{owner}/{repo}/pulls";

    internal static IEnumerable<Route> All =>
    [
        new($"GET {Pulls}", "pull_requests", List),
        new($"POST {Pulls}", "pull_requests", Create),
        new($"GET {Pulls}/{{pull_number}}", "pull_requests", call => Found(call, number => Answer.Ok(PullRequests.Show(call.Repository, number)))),
        new($"PATCH {Pulls}/{{pull_number}}", "pull_requests", call => Found(call, number => Update(call, number))),
        new($"PUT {Pulls}/{{pull_number}}/merge", "contents", call => Found(call, number => Merge(call, number))),
        new($"GET {Pulls}/{{pull_number}}/reviews", "pull_requests", call => Found(call, number => Of(call, Kinds.Reviews, number))),
        new($"POST {Pulls}/{{pull_number}}/reviews", "pull_requests", call => Found(call, number => Review(call, number))),
        new($"GET {Pulls}/{{pull_number}}/comments", "pull_requests", call => Found(call, number => Of(call, Kinds.ReviewComments, number))),
        new($"POST {Pulls}/{{pull_number}}/comments/{{comment_id}}/replies", "pull_requests", call => Found(call, number => Reply(call, number))),
    ];

    private static Answer Found(Call call, Func<int, Answer> then) =>
        call.Repository.Pulls.ContainsKey(call.Number("pull_number")) ? then(call.Number("pull_number")) : Answer.NotFound;

    private static Answer Of(Call call, string kind, int number) =>
        Answer.Ok(new JsonArray([.. call.Repository.All(kind).Where(one => (int)one["pull_number"]! == number).Select(one => one.DeepClone())]));

    private static Answer List(Call call)
    {
        string state = call.Query.GetValueOrDefault("state") ?? "open";
        string? head = call.Query.GetValueOrDefault("head");
        IEnumerable<JsonObject> found = call.Repository.Pulls.Keys.Reverse().Select(number => PullRequests.Show(call.Repository, number))
            .Where(pull => state == "all" || (string)pull["state"]! == state)
            .Where(pull => head is null || (string)pull["head"]!["label"]! == head)
            .Where(pull => call.Query.GetValueOrDefault("base") is not { } target || (string)pull["base"]!["ref"]! == target);
        return Answer.Ok(new JsonArray([.. found]));
    }

    private static Answer Create(Call call)
    {
        (string head, string target) = (call.Text("head")!.Split(':')[^1], call.Text("base")!);
        if (call.Repository.Commit(head) is not { } newest || call.Repository.Commit(target) is not { } old)
        {
            return Answer.Refuse(422, "Validation Failed: head or base is no branch");
        }

        if (call.Repository.Git.IsAncestor(newest, old))
        {
            return Answer.Refuse(422, $"Validation Failed: No commits between {target} and {head}");
        }

        if (call.Repository.Pulls.Any(pull => (string)pull.Value["head"]!["ref"]! == head && (string)call.Repository.Issues[pull.Key]["state"]! == "open"))
        {
            return Answer.Refuse(422, $"Validation Failed: A pull request already exists for {call.Repository.Owner}:{head}.");
        }

        JsonObject pull = PullRequests.Open(
            call.Server, call.Repository, call.Text("title")!, call.Text("body") ?? "", head, target, (bool?)call.Body["draft"] ?? false, call.Server.App.BotLogin);
        call.Server.Announce(call.Repository, "pull_request", "opened", call.Server.App.BotLogin, ("pull_request", pull));
        return Answer.Created(pull);
    }

    private static Answer Update(Call call, int number)
    {
        call.Copy(call.Repository.Issues[number], "title", "body", "state");
        call.Repository.Issues[number]["updated_at"] = Resources.Time(call.Server.Now);
        return Answer.Ok(PullRequests.Show(call.Repository, number));
    }

    private static Answer Merge(Call call, int number)
    {
        JsonObject pull = PullRequests.Show(call.Repository, number);
        if ((string)pull["state"]! != "open" || (bool)pull["draft"]!)
        {
            return Answer.Refuse(405, "Pull Request is not mergeable");
        }

        if (call.Text("sha") is { } expected && expected != PullRequests.Sha(pull, "head"))
        {
            return Answer.Refuse(409, "Head branch was modified. Review and try the merge again.");
        }

        string title = call.Text("commit_title") ?? $"Merge pull request #{number}";
        if (!PullRequests.Merge(call.Server, call.Repository, number, call.Text("merge_method") ?? "merge", $"{title}\n\n{call.Text("commit_message")}"))
        {
            return Answer.Refuse(405, "Merge conflict");
        }

        JsonObject merged = PullRequests.Show(call.Repository, number);
        call.Server.Announce(call.Repository, "pull_request", "closed", call.Server.App.BotLogin, ("pull_request", merged));
        return Answer.Ok(new JsonObject { ["sha"] = merged["merge_commit_sha"]!.DeepClone(), ["merged"] = true, ["message"] = "Pull Request successfully merged" });
    }

    private static Answer Review(Call call, int number)
    {
        string verdict = call.Text("event") ?? "PENDING";
        if (verdict == "APPROVE" && (string)call.Repository.Issues[number]["user"]!["login"]! == call.Server.App.BotLogin)
        {
            return Answer.Refuse(422, "Can not approve your own pull request");
        }

        (string, int, string)[] comments =
            [.. (call.Body["comments"]?.AsArray() ?? []).Select(one => ((string)one!["path"]!, (int?)one["line"] ?? 0, (string)one["body"]!))];
        if (comments.FirstOrDefault(one => PullRequests.HunkTo(call.Repository, number, one.Item1, one.Item2) is null) is { Item1: not null } outside)
        {
            return Answer.Refuse(422, $"Unprocessable Entity: Line {outside.Item2} of {outside.Item1} could not be resolved");
        }

        return Answer.Ok(ReviewActions.Review(call.Server, call.Repository, number, verdict, call.Text("body") ?? "", comments, call.Server.App.BotLogin));
    }

    private static Answer Reply(Call call, int number)
    {
        if (call.Repository.Find(Kinds.ReviewComments, call.Number("comment_id")) is not { } to)
        {
            return Answer.NotFound;
        }

        JsonObject reply = ReviewActions.Comment(
            call.Server, call.Repository, number, (long?)to["pull_request_review_id"], (string)to["path"]!, (int)to["line"]!, call.Text("body")!, call.Server.App.BotLogin);
        reply["in_reply_to_id"] = to["id"]!.DeepClone();
        return Answer.Created(reply);
    }
}
