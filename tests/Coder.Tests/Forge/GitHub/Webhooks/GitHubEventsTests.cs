using System.Text;
using Coder.Forge;
using Coder.Forge.Events;
using Coder.Forge.GitHub.Webhooks;

namespace Coder.Tests.Forge.GitHub.Webhooks;

public sealed class GitHubEventsTests
{
    [Fact]
    public void Read_PullRequestOfAFork_SaysSo()
    {
        RepoEvent own = Read("pull_request", Pull("acme/widgets"));
        RepoEvent fork = Read("pull_request", Pull("mallory/widgets"));
        RepoEvent gone = Read("pull_request", Pull("acme/widgets").Replace("\"repo\":{\"full_name\":\"acme/widgets\"}", "\"repo\":null", StringComparison.Ordinal));

        Assert.False(own.PullRequest!.IsFromFork);
        Assert.True(fork.PullRequest!.IsFromFork);
        Assert.Equal(new RepositoryName("mallory/widgets"), fork.PullRequest.HeadRepository);
        Assert.True(gone.PullRequest!.IsFromFork);
    }

    [Theory]
    [InlineData("User", "alice", false)]
    [InlineData("Bot", "dependabot[bot]", true)]
    [InlineData("User", "odd[bot]", true)]
    [InlineData("Organization", "acme", true)]
    [InlineData("Mannequin", "ghost", true)]
    public void Read_Sender_IsABotUnlessItIsAUser(string type, string login, bool isBot) =>
        Assert.Equal(isBot, Read("ping", $$$"""{"sender":{"login":"{{{login}}}","id":1,"type":"{{{type}}}"}}""").Sender!.IsBot);

    [Fact]
    public void Read_RequestedAction_NamesTheButton()
    {
        RepoEvent asked = Read("check_run", """{"action":"requested_action","requested_action":{"identifier":"fix"},"check_run":{"id":1,"name":"ci","head_sha":"c","status":"completed","conclusion":"startup_failure","pull_requests":[{"number":4}]}}""");

        Assert.Equal(("check_run.requested_action", "fix", "startup_failure"), (asked.Name, asked.Check!.RequestedAction, asked.Check.Conclusion));
        Assert.Equal([4], asked.Check.PullRequests);
    }

    [Theory]
    [InlineData("issues", """{"action":7,"issue":[],"sender":"me","repository":{"full_name":"a/b/c"},"installation":{"id":"x"}}""")]
    [InlineData("issues", """{"issue":{"number":99999999999,"labels":{"name":1}}}""")]
    [InlineData("pull_request", """{"pull_request":{"number":1.5}}""")]
    [InlineData("check_run", """{"check_run":{"id":null}}""")]
    [InlineData("push", """{"ref":5}""")]
    [InlineData("installation", """{"installation":{"account":null}}""")]
    [InlineData("repository", """{"changes":{"repository":[]},"repository":7}""")]
    [InlineData("from_the_future", """{"action":"arrived"}""")]
    public void Read_PayloadOfAnotherShape_IsAnEventWithoutTheParts(string name, string json)
    {
        RepoEvent repoEvent = Read(name, json);

        Assert.Equal((null, null, null, null, null), (repoEvent.Repository, repoEvent.Sender, repoEvent.Issue, repoEvent.PullRequest, repoEvent.Ref));
    }

    [Fact]
    public void Read_ValuesThatNobodyKnows_Survive()
    {
        RepoEvent repoEvent = Read("issues", """{"action":"teleported","issue":{"number":3,"state":"simmering"}}""");

        Assert.Equal(("issues.teleported", "simmering", ""), (repoEvent.Name, repoEvent.Issue!.State, repoEvent.Issue.Title));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{")]
    [InlineData("""{"action":"\ud800"}""")]
    public void Read_BodyThatIsNoObject_IsNothing(string body) => Assert.Null(GitHubEvents.Read("one", "issues", Encoding.UTF8.GetBytes(body), default));

    [Fact]
    public void Read_NestedDeeply_IsNothing() =>
        Assert.Null(GitHubEvents.Read("one", "issues", Encoding.UTF8.GetBytes($"{{\"a\":{new string('[', 100_000)}"), default));

    [Fact]
    public void Read_Push_TellsMadeFromDeleted()
    {
        const string none = "0000000000000000000000000000000000000000";
        RepoEvent made = Read("push", $$$"""{"ref":"refs/heads/x","before":"{{{none}}}","after":"abc","forced":true,"head_commit":{"timestamp":"2026-01-02T03:04:05Z"}}""");
        RepoEvent deleted = Read("push", $$"""{"ref":"refs/heads/x","before":"abc","after":"{{none}}"}""");

        Assert.Equal(new RepoRef("refs/heads/x", null, "abc", true), made.Ref);
        Assert.Equal(new RepoRef("refs/heads/x", "abc", null, false), deleted.Ref);
        Assert.Equal(new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), made.OccurredAt);
    }

    private static string Pull(string head) =>
        $$$$"""{"action":"opened","repository":{"full_name":"acme/widgets"},"pull_request":{"number":1,"head":{"ref":"x","sha":"1","repo":{"full_name":"{{{{head}}}}"}},"base":{"ref":"main","sha":"2"}}}""";

    private static RepoEvent Read(string name, string json) => GitHubEvents.Read("one", name, Encoding.UTF8.GetBytes(json), DateTimeOffset.UnixEpoch)!;
}
