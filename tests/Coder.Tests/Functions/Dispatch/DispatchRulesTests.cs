using Coder.Forge;
using Coder.Forge.Conversation;
using Coder.Forge.Events;
using Coder.Functions.Dispatch;

namespace Coder.Tests.Functions.Dispatch;

public sealed class DispatchRulesTests
{
    private static readonly RepoUser Alice = new("alice", 7, IsBot: false);
    private static readonly RepoUser Robot = new("robot[bot]", 8, IsBot: true);

    [Fact]
    public void Label_OnAnOpenIssue_AsksForWork() =>
        Assert.Equal(new Intent.Labeled(3, "Title", "Body", "coder", Alice), DispatchRules.Of(Event("issues.labeled") with { Issue = Issue(), Label = "coder" }));

    [Fact]
    public void Label_OnAClosedIssueOrByABot_AsksForNothing()
    {
        IsNothing(Event("issues.labeled") with { Issue = Issue() with { State = "closed" }, Label = "coder" });
        IsNothing(Event("issues.labeled") with { Issue = Issue(), Label = "coder", Sender = Robot });
        IsNothing(Event("issues.labeled") with { Issue = Issue() with { IsPullRequest = true }, Label = "coder" });
    }

    [Fact]
    public void Command_OnAPullRequest_AsksForAFix() => Assert.Equal(
        new Intent.Fix(3, "it", Alice, new ReactionTarget(ReactionSubject.Comment, 9)), DispatchRules.Of(Comment("/coder fix it", isPullRequest: true)));

    [Fact]
    public void Command_AtALine_IsAboutIt() => Assert.Equal(
        new Intent.Fix(4, "a.cs:12: it", Alice, new ReactionTarget(ReactionSubject.LineComment, 9)),
        DispatchRules.Of(Event("pull_request_review_comment.created") with
        {
            PullRequest = Pull(), Comment = new RepoComment { Id = 9, Body = "/coder fix it", Author = Alice, Path = "a.cs", Line = 12 },
        }));

    [Theory]
    [InlineData("/coder fix it", false)]
    [InlineData("/coder implement it", true)]
    [InlineData("/coder dance", true)]
    [InlineData("/coder", false)]
    public void Command_ThatIsNotForThere_GetsHelp(string comment, bool isPullRequest) => Assert.IsType<Intent.Help>(DispatchRules.Of(Comment(comment, isPullRequest)));

    [Fact]
    public void Comment_EditedOrByABotOrWithoutACommand_AsksForNothing()
    {
        IsNothing(Comment("/coder fix it", isPullRequest: true) with { Name = "issue_comment.edited" });
        IsNothing(Comment("/coder fix it", isPullRequest: true) with { Sender = Robot });
        IsNothing(Comment("/coder fix it", isPullRequest: true) with { Comment = new RepoComment { Id = 9, Body = "/coder fix it", Author = Robot } });
        IsNothing(Comment("Well done", isPullRequest: true));
    }

    [Theory]
    [InlineData("approved", typeof(Intent.Judge))]
    [InlineData("dismissed", typeof(Intent.Judge))]
    [InlineData("changes_requested", typeof(Intent.Reviewed))]
    [InlineData("commented", typeof(Intent.Reviewed))]
    [InlineData("praised", typeof(Intent.Nothing))]
    public void Review_ByItsState_AsksFor(string state, Type expected) => Assert.IsType(
        expected, DispatchRules.Of(Event("pull_request_review.submitted") with { PullRequest = Pull(), Review = new RepoReview(1, state, "Text", "c", Alice) }));

    [Theory]
    [InlineData("check_run.completed", "ci", "failure", typeof(Intent.Failing))]
    [InlineData("check_run.completed", "ci", "success", typeof(Intent.Judge))]
    [InlineData("check_run.completed", "ci", "skipped", typeof(Intent.Nothing))]
    [InlineData("check_run.completed", "ci", "something_new", typeof(Intent.Nothing))]
    [InlineData("check_run.completed", "Coder / coder", "failure", typeof(Intent.Nothing))]
    [InlineData("check_suite.completed", "ci", "success", typeof(Intent.Judge))]
    [InlineData("check_suite.completed", "ci", "failure", typeof(Intent.Nothing))]
    [InlineData("check_run.rerequested", "Coder / coder", null, typeof(Intent.Fix))]
    [InlineData("check_run.rerequested", "ci", null, typeof(Intent.Nothing))]
    public void Check_ByItsEnd_AsksFor(string name, string check, string? conclusion, Type expected) => Assert.IsType(
        expected,
        DispatchRules.Of(Event(name) with { Check = new RepoCheck { Id = 1, Name = check, Commit = "c", Status = "completed", Conclusion = conclusion, PullRequests = [4] } }));

    [Theory]
    [InlineData("/coder review", typeof(Intent.ReviewAsked))]
    [InlineData("/coder explain why?", typeof(Intent.ExplainAsked))]
    [InlineData("/coder rebase", typeof(Intent.RebaseAsked))]
    [InlineData("/coder fix it", typeof(Intent.Fix))]
    [InlineData("/coder cancel", typeof(Intent.Cancel))]
    [InlineData("/coder help", typeof(Intent.Help))]
    public void Command_OnAPullRequest_AsksForIt_ButNotWhenEditedOrOfABot(string body, Type expected)
    {
        RepoEvent asked = Comment(body, isPullRequest: true);

        Assert.IsType(expected, DispatchRules.Of(asked));
        IsNothing(asked with { Name = "issue_comment.edited" });
        IsNothing(asked with { Sender = Robot });
        IsNothing(asked with { Comment = asked.Comment! with { Author = Robot } });
    }

    [Theory]
    [InlineData("/coder review")]
    [InlineData("/coder explain why?")]
    [InlineData("/coder rebase")]
    [InlineData("/coder fix it")]
    public void Command_OfPullRequests_OnAnIssue_GetsHelp(string body) => Assert.IsType<Intent.Help>(DispatchRules.Of(Comment(body, isPullRequest: false)));

    [Fact]
    public void Review_AskedForAgainByItsCheck_IsAReview() => Assert.IsType<Intent.ReviewAsked>(DispatchRules.Of(Event("check_run.rerequested") with
    {
        Check = new RepoCheck { Id = 1, Name = "Coder / reviewer", Commit = "c", Status = "completed", PullRequests = [4] },
    }));

    [Theory]
    [InlineData("success", "coder/implementer/a-1", false)]
    [InlineData("failure", "coder/implementer/a-1", true)]
    [InlineData("pending", "coder/implementer/a-1", null)]
    [InlineData("error", "coder/implementer/a-1", null)]
    [InlineData("success", "main", null)]
    public void Status_OfABranchOfRuns_JudgesOrMends(string state, string branch, bool? hasFailed)
    {
        RepoEvent e = Event("status") with
        {
            Check = new RepoCheck { Id = 1, Name = "ci", Commit = "c", Status = state, Conclusion = state == "pending" ? null : state, Branches = ["main", branch] },
        };

        Assert.Equal(hasFailed, (DispatchRules.Of(e) as Intent.Status)?.HasFailed);
    }

    [Fact]
    public void Event_OfAnUnknownName_AsksForNothing() => IsNothing(Event("sponsorship.created"));

    private static void IsNothing(RepoEvent e) => Assert.IsType<Intent.Nothing>(DispatchRules.Of(e));

    private static RepoEvent Event(string name) => new()
    {
        Id = "e", Name = name, ReceivedAt = DateTimeOffset.UnixEpoch, Repository = new RepositoryName("acme/widgets"), Sender = Alice,
    };

    private static RepoEvent Comment(string body, bool isPullRequest) => Event("issue_comment.created") with
    {
        Issue = Issue() with { IsPullRequest = isPullRequest }, Comment = new RepoComment { Id = 9, Body = body, Author = Alice },
    };

    private static RepoIssue Issue() => new() { Number = 3, Title = "Title", Body = "Body", State = "open", IsPullRequest = false };

    private static RepoPullRequest Pull() => new()
    {
        Number = 4, Title = "Title", Body = "", State = "open", IsDraft = false, IsMerged = false, HeadBranch = "topic", HeadCommit = "c", BaseBranch = "main", BaseCommit = "b", IsFromFork = false,
    };
}
