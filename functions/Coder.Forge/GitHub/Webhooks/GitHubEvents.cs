using System.Collections.Frozen;
using System.Text.Json;
using Coder.Forge.Events;

namespace Coder.Forge.GitHub.Webhooks;

/// <summary>GitHub's webhooks as events. Pure; reads any JSON object, whatever it lacks.</summary>
public static class GitHubEvents
{
    /// <summary>GitHub's events have at most 64 levels, as all JSON that we take.</summary>
    private static readonly JsonDocumentOptions Bounds = new() { MaxDepth = 64 };

    /// <summary>What an event has beside what all have.</summary>
    private static readonly FrozenDictionary<string, Func<RepoEvent, Payload, RepoEvent>> Parts = new Dictionary<string, Func<RepoEvent, Payload, RepoEvent>>
    {
        ["issues"] = (e, p) => e with { Issue = GitHubParts.Issue(p["issue"]), Label = p["label"]["name"].Text },
        ["issue_comment"] = (e, p) => e with { Issue = GitHubParts.Issue(p["issue"]), Comment = GitHubParts.Comment(p["comment"]) },
        ["pull_request"] = (e, p) => e with { PullRequest = GitHubParts.PullRequest(p), Label = p["label"]["name"].Text },
        ["pull_request_review"] = (e, p) => e with { PullRequest = GitHubParts.PullRequest(p), Review = GitHubParts.Review(p["review"]) },
        ["pull_request_review_comment"] = (e, p) => e with { PullRequest = GitHubParts.PullRequest(p), Comment = GitHubParts.Comment(p["comment"]) },
        ["pull_request_review_thread"] = (e, p) => e with { PullRequest = GitHubParts.PullRequest(p), Comment = GitHubParts.Comment(p["thread"]["comments"].Items.FirstOrDefault()) },
        ["commit_comment"] = (e, p) => e with { Comment = GitHubParts.Comment(p["comment"]) },
        ["check_run"] = (e, p) => e with { Check = GitHubChecksRead.Run(p) },
        ["check_suite"] = (e, p) => e with { Check = GitHubChecksRead.Suite(p["check_suite"]) },
        ["workflow_run"] = (e, p) => e with { Check = GitHubChecksRead.Workflow(p["workflow_run"]) },
        ["status"] = (e, p) => e with { Check = GitHubChecksRead.Status(p) },
        ["push"] = (e, p) => e with { Ref = GitHubParts.Pushed(p) },
        ["create"] = (e, p) => e with { Ref = GitHubParts.Named(p) },
        ["delete"] = (e, p) => e with { Ref = GitHubParts.Named(p) },
        ["label"] = (e, p) => e with { Label = p["label"]["name"].Text },
        ["release"] = (e, p) => e with { Release = GitHubParts.Release(p["release"]) },
        ["deployment"] = (e, p) => e with { Deployment = GitHubParts.Deployment(p) },
        ["deployment_status"] = (e, p) => e with { Deployment = GitHubParts.Deployment(p) },
        ["installation"] = (e, p) => e with { Access = GitHubParts.Access(p) },
        ["installation_repositories"] = (e, p) => e with { Access = GitHubParts.Access(p) },
        ["repository"] = (e, p) => e with { FormerRepository = GitHubParts.Former(p) },
        ["ping"] = (e, _) => e,
    }.ToFrozenDictionary(StringComparer.Ordinal);

    /// <summary>Events that something may act on; others are recorded only.</summary>
    public static bool Knows(string eventName) => Parts.ContainsKey(eventName);

    /// <summary>Null when the body is no JSON object.</summary>
    /// <param name="deliveryId">Becomes <see cref="RepoEvent.Id"/>.</param>
    /// <param name="eventName">GitHub's event, without the action.</param>
    public static RepoEvent? Read(string deliveryId, string eventName, ReadOnlyMemory<byte> body, DateTimeOffset receivedAt)
    {
        try
        {
            using JsonDocument document = JsonDocument.Parse(body, Bounds);
            Payload payload = new(document.RootElement);
            return payload.IsObject ? Read(payload, deliveryId, eventName, receivedAt) : null;
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            // The latter for text that is not valid UTF-16 once unescaped.
            return null;
        }
    }

    private static RepoEvent Read(Payload payload, string deliveryId, string eventName, DateTimeOffset receivedAt)
    {
        RepoEvent common = new()
        {
            Id = deliveryId,
            Name = payload["action"].Text is { Length: > 0 } action ? $"{eventName}.{action}" : eventName,
            ReceivedAt = receivedAt,
            OccurredAt = GitHubTimes.Newest(payload),
            Repository = GitHubParts.Repository(payload["repository"]),
            DefaultBranch = payload["repository"]["default_branch"].Text,
            InstallationId = payload["installation"]["id"].Number,
            Sender = GitHubParts.User(payload["sender"]),
        };
        return Parts.TryGetValue(eventName, out Func<RepoEvent, Payload, RepoEvent>? part) ? part(common, payload) : common;
    }
}
