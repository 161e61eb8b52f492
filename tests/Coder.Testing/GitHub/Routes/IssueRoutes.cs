using System.Text.Json.Nodes;
using Coder.Testing.GitHub.State;

namespace Coder.Testing.GitHub.Routes;

/// <summary>Issues, and what pull requests share with them: comments, labels, reactions.</summary>
internal static class IssueRoutes
{
    private const string Issues = "/repos/{owner}/{repo}/issues";

    internal static IEnumerable<Route> All =>
    [
        new($"GET {Issues}/{{issue_number}}", "issues", call => Issue(call, issue => Answer.Ok(issue))),
        new($"GET {Issues}/{{issue_number}}/comments", "issues", call => Issue(call, _ => Answer.Ok(new JsonArray([.. Comments(call)])))),
        new($"POST {Issues}/{{issue_number}}/comments", "issues", call => Issue(call, _ => Comment(call))),
        new($"GET {Issues}/comments/{{comment_id}}", "issues", call => Found(call, Kinds.Comments, Answer.Ok)),
        new($"PATCH {Issues}/comments/{{comment_id}}", "issues", call => Found(call, Kinds.Comments, comment => Edit(call, comment))),
        new($"DELETE {Issues}/comments/{{comment_id}}", "issues", call => Found(call, Kinds.Comments, comment => Delete(call, comment))),
        new($"GET {Issues}/{{issue_number}}/labels", "issues", call => Issue(call, issue => Answer.Ok(issue["labels"]!))),
        new($"POST {Issues}/{{issue_number}}/labels", "issues", call => Issue(call, issue => AddLabels(call, issue))),
        new($"DELETE {Issues}/{{issue_number}}/labels/{{name}}", "issues", call => Issue(call, issue => RemoveLabel(call, issue))),
        new($"POST {Issues}/{{issue_number}}/reactions", "issues", call => Issue(call, issue => React(call, "issue", (int)issue["number"]!))),
        new($"POST {Issues}/comments/{{comment_id}}/reactions", "issues", call => Found(call, Kinds.Comments, comment => React(call, "comment", (long)comment["id"]!))),
        new("POST /repos/{owner}/{repo}/pulls/comments/{comment_id}/reactions", "pull_requests",
            call => Found(call, Kinds.ReviewComments, comment => React(call, "review_comment", (long)comment["id"]!))),
    ];

    private static Answer Issue(Call call, Func<JsonObject, Answer> then) =>
        call.Repository.Issues.TryGetValue(call.Number("issue_number"), out JsonObject? issue) ? then(issue) : Answer.NotFound;

    private static Answer Found(Call call, string kind, Func<JsonObject, Answer> then) =>
        call.Repository.Find(kind, call.Number("comment_id")) is { } comment ? then(comment) : Answer.NotFound;

    private static IEnumerable<JsonNode> Comments(Call call) =>
        call.Repository.All(Kinds.Comments).Where(comment => (int)comment["issue_number"]! == call.Number("issue_number")).Select(comment => comment.DeepClone());

    private static Answer Comment(Call call) =>
        Answer.Created(IssueActions.Comment(call.Server, call.Repository, call.Number("issue_number"), call.Text("body")!, call.Server.App.BotLogin));

    private static Answer Edit(Call call, JsonObject comment)
    {
        call.Copy(comment, "body");
        comment["updated_at"] = Resources.Time(call.Server.Now);
        return Answer.Ok(comment);
    }

    private static Answer Delete(Call call, JsonObject comment)
    {
        call.Repository.Lists[Kinds.Comments].Remove(comment);
        return Answer.Nothing;
    }

    private static Answer AddLabels(Call call, JsonObject issue)
    {
        foreach (JsonNode? name in call.Body["labels"]!.AsArray())
        {
            IssueActions.Label(call.Server, call.Repository, issue, (string)name!, call.Server.App.BotLogin);
        }

        return Answer.Ok(issue["labels"]!);
    }

    private static Answer RemoveLabel(Call call, JsonObject issue)
    {
        JsonArray labels = issue["labels"]!.AsArray();
        if (labels.FirstOrDefault(label => (string)label!["name"]! == call["name"]) is not { } found)
        {
            return Answer.Refuse(404, "Label does not exist");
        }

        labels.Remove(found);
        return Answer.Ok(labels);
    }

    /// <summary>The same reaction of the same user is found, not made again.</summary>
    private static Answer React(Call call, string kind, long target)
    {
        string content = call.Text("content")!;
        JsonObject? earlier = call.Repository.All(Kinds.Reactions).FirstOrDefault(
            one => (string)one["target"]! == $"{kind} {target}" && (string)one["content"]! == content);
        return earlier is not null ? Answer.Ok(earlier) : Answer.Created(call.Repository.Add(Kinds.Reactions, new JsonObject
        {
            ["target"] = $"{kind} {target}",
            ["content"] = content,
            ["user"] = Resources.User(call.Server.App.BotLogin),
        }));
    }
}
