using Coder.Forge.Events;
using Coder.Forge.GitHub.Webhooks;
using Coder.Forge.Inbox;
using Coder.Tests.Forge.Inbox;

namespace Coder.Tests.Forge.GitHub.Webhooks;

/// <summary>What GitHub really sends, all of it.</summary>
public sealed class GitHubExamplesTests(WebhookExamples examples) : IClassFixture<WebhookExamples>
{
    /// <summary>Events in the package: 58 kinds, 329 payloads, five of them twice.</summary>
    private const int ExampleCount = 329;

    /// <summary>What every event of a kind has.</summary>
    private static readonly Dictionary<string, Func<RepoEvent, bool>> Essentials = new()
    {
        ["issues"] = e => e.Issue is { Number: > 0, Title.Length: > 0, Author: not null },
        ["issue_comment"] = e => e is { Issue.Number: > 0, Comment: { Id: > 0, Body.Length: > 0, Author: not null } },
        ["pull_request"] = e => e.PullRequest is { Number: > 0, HeadCommit.Length: 40, BaseCommit.Length: 40, HeadBranch.Length: > 0, BaseBranch.Length: > 0 },
        ["pull_request_review"] = e => e is { PullRequest.Number: > 0, Review: { Id: > 0, State: "commented" or "dismissed" or "approved", Author: not null } },
        ["pull_request_review_comment"] = e => e is { PullRequest.Number: > 0, Comment: { Id: > 0, Path.Length: > 0, Commit.Length: 40 } },
        ["pull_request_review_thread"] = e => e is { PullRequest.Number: > 0, Comment.Id: > 0 },
        ["commit_comment"] = e => e.Comment is { Id: > 0, Commit.Length: 40 },
        ["check_run"] = e => e.Check is { Id: > 0, Name.Length: > 0, Commit.Length: 40, Status.Length: > 0, AppId: > 0 },
        ["check_suite"] = e => e.Check is { Id: > 0, Name.Length: > 0, Commit.Length: 40, AppId: > 0 },
        ["workflow_run"] = e => e.Check is { Id: > 0, Commit.Length: 40, Status.Length: > 0 },
        ["status"] = e => e.Check is { Id: > 0, Name.Length: > 0, Commit.Length: 40, Status.Length: > 0 },
        ["push"] = e => e.Ref is { Name: ['r', 'e', 'f', 's', '/', ..] } && (e.Ref.Before ?? e.Ref.After) is { Length: 40 },
        ["create"] = e => e.Ref is { Name: ['r', 'e', 'f', 's', '/', ..] },
        ["delete"] = e => e.Ref is { Name: ['r', 'e', 'f', 's', '/', ..] },
        ["label"] = e => e.Label is { Length: > 0 },
        ["release"] = e => e.Release is { Id: > 0, Tag.Length: > 0 },
        ["deployment"] = e => e.Deployment is { Id: > 0, Commit.Length: 40, Environment.Length: > 0 },
        ["deployment_status"] = e => e.Deployment is { Id: > 0, State.Length: > 0 },
        ["installation"] = e => e is { InstallationId: > 0, Access.Account.Length: > 0 },
        ["installation_repositories"] = e => e.Access is { } access && access.Added.Count + access.Removed.Count > 0,
        ["repository"] = e => e.Repository is not null && (e.FormerRepository is not null) == e.Name is "repository.renamed" or "repository.transferred",
        ["ping"] = _ => true,
    };

    [Fact]
    public void Examples_All_AreThere() => Assert.Equal(ExampleCount, examples.All.Count);

    [Fact]
    public void Read_EveryExample_HasWhatItsKindHas()
    {
        List<string> lacking = [];
        foreach ((string name, byte[] body) in examples.All)
        {
            RepoEvent repoEvent = GitHubEvents.Read("one", name, body, DateTimeOffset.UnixEpoch)!;
            bool isWhole = repoEvent.Name.StartsWith(name, StringComparison.Ordinal) && (!Essentials.TryGetValue(name, out Func<RepoEvent, bool>? has) || has(repoEvent));
            if (!isWhole || GitHubEvents.Knows(name) != Essentials.ContainsKey(name))
            {
                lacking.Add($"{repoEvent.Name}: {repoEvent}");
            }
        }

        Assert.Empty(lacking);
    }

    [Fact]
    public async Task Deliver_ThreeTimesInAnyOrderWithDelays_LeavesWhatOnceInOrderLeaves()
    {
        using InboxFixture once = new();
        foreach ((string name, byte[] body) in examples.All)
        {
            await DeliverAsync(once, name, body);
        }

        await once.DrainAsync();
        IReadOnlyList<string> expected = await StateAsync(once);

        using InboxFixture thrice = new();
        (string Event, byte[] Body)[] shuffled = [.. examples.All, .. examples.All, .. examples.All];
        Random order = new(20_260_102);
        order.Shuffle(shuffled);
        foreach ((string name, byte[] body) in shuffled)
        {
            await DeliverAsync(thrice, name, body);
            thrice.Time.Advance(TimeSpan.FromSeconds(order.Next(600)));
            if (order.Next(40) == 0)
            {
                await thrice.DrainAsync();
            }
        }

        await thrice.DrainAsync();
        Assert.Equal(expected, await StateAsync(thrice));
        Assert.Equal(thrice.Handler.Effects.Count, thrice.Handler.Calls.Count);
    }

    /// <summary>Under an id that is the payload's own, as the same event has at GitHub.</summary>
    private static Task<Receipt> DeliverAsync(InboxFixture inbox, string name, byte[] body) => inbox.Intake.AcceptAsync(
        Convert.ToHexStringLower(System.Security.Cryptography.SHA256.HashData(body)), Convert.ToHexStringLower(System.Security.Cryptography.MD5.HashData(body)), name, body, TestContext.Current.CancellationToken);

    private static async Task<IReadOnlyList<string>> StateAsync(InboxFixture inbox) =>
    [
        .. (await inbox.RowsAsync()).Values.Where(row => row.RowKey.StartsWith("d!", StringComparison.Ordinal) && row.ContainsKey("Status"))
            .Select(row => $"{row.RowKey} {row["Delivery"]} {row["Event"]} {row["Status"]} {row["Summary"]}").Order(StringComparer.Ordinal),
        .. inbox.Handler.Effects.Select(effect => $"{effect.Key} {effect.Value.Name} {effect.Value.OccurredAt:O}").Order(StringComparer.Ordinal),
    ];
}
