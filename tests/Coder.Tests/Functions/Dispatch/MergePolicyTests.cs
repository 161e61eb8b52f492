using Coder.Forge.Checks;
using Coder.Forge.Events;
using Coder.Functions.Dispatch;
using Coder.Workspaces.Policy;

namespace Coder.Tests.Functions.Dispatch;

public sealed class MergePolicyTests
{
    private static readonly RepositoryConfig Config = new() { MergeWhen = "gates_pass", RequiredChecks = ["ci"] };

    private static readonly RepoPullRequest Pull = new()
    {
        Number = 4, Title = "Title", Body = "", State = "open", IsDraft = false, IsMerged = false, HeadBranch = "topic", HeadCommit = "new", BaseBranch = "main", BaseCommit = "b", IsFromFork = false,
    };

    [Fact]
    public void Refusal_AllChecksPassed_Merges() => Assert.Null(Refusal(Config, Pull, CheckState.Passed, CheckState.Passed));

    [Theory]
    [InlineData(CheckState.Pending)]
    [InlineData(CheckState.Failed)]
    [InlineData(CheckState.NotRun)]
    [InlineData(null)]
    public void Refusal_ARequiredCheckThatHasNotPassed_IsWaitedFor(CheckState? required) => Assert.Contains("required check", Refusal(Config, Pull, CheckState.Passed, required), StringComparison.Ordinal);

    [Theory]
    [InlineData(CheckState.Pending)]
    [InlineData(CheckState.Failed)]
    [InlineData(CheckState.NotRun)]
    [InlineData(null)]
    public void Refusal_GatesThatHaveNotPassed_KeepItOpen(CheckState? ours) => Assert.Contains("gates", Refusal(Config, Pull, ours, CheckState.Passed), StringComparison.Ordinal);

    [Fact]
    public void Refusal_AReviewThatWasMade_IsNoGate() => Assert.Contains(
        "gates", MergePolicy.Refusal(Config, Pull, new Dictionary<string, CheckState> { ["Coder / reviewer"] = CheckState.Passed, ["ci"] = CheckState.Passed }, [], []), StringComparison.Ordinal);

    [Theory]
    [InlineData(CheckState.Pending, false)]
    [InlineData(CheckState.Failed, false)]
    [InlineData(CheckState.NotRun, true)]
    public void Refusal_AnotherAgentsGates_CountToo(CheckState others, bool merges) => Assert.Equal(
        merges,
        MergePolicy.Refusal(Config, Pull, new Dictionary<string, CheckState> { ["Coder / coder"] = CheckState.Passed, ["Coder / integrator"] = others, ["ci"] = CheckState.Passed }, [], []) is null);

    [Theory]
    [InlineData(null)]
    [InlineData("never")]
    [InlineData("always")]
    public void Refusal_SettingsThatDoNotAskForIt_LeaveItToPeople(string? when) =>
        Assert.Contains("people", Refusal(Config with { MergeWhen = when }, Pull, CheckState.Passed, CheckState.Passed), StringComparison.Ordinal);

    [Fact]
    public void Refusal_WhenApprovalIsWanted_NeedsOne()
    {
        RepositoryConfig config = Config with { MergeWhen = "approved" };

        Assert.Contains("approved", Refusal(config, Pull, CheckState.Passed, CheckState.Passed), StringComparison.Ordinal);
        Assert.Null(Refusal(config, Pull, CheckState.Passed, CheckState.Passed, approvers: ["alice"]));
    }

    [Fact]
    public void Refusal_SomebodyAskedForChanges_KeepsItOpen() =>
        Assert.Contains("alice", Refusal(Config, Pull, CheckState.Passed, CheckState.Passed, objectors: ["alice"]), StringComparison.Ordinal);

    [Fact]
    public void Refusal_DraftForkOrClosed_KeepsItOpen() => Assert.All(
        [Pull with { IsDraft = true }, Pull with { IsFromFork = true }, Pull with { State = "closed" }, Pull with { IsMerged = true }],
        pull => Assert.NotNull(Refusal(Config, pull, CheckState.Passed, CheckState.Passed)));

    [Fact]
    public void Verdicts_OfEachReviewer_TheNewestCounts()
    {
        (IReadOnlyList<string> approving, IReadOnlyList<string> objecting) = MergePolicy.Verdicts(
            [
                Review("alice", "changes_requested", "old"), Review("alice", "approved", "new"), Review("alice", "commented", "new"),
                Review("bob", "approved", "new"), Review("bob", "dismissed", "new"),
                Review("carol", "approved", "old"), Review("dave", "approved", "new"), Review("dave", "changes_requested", "new"),
                Review("robot", "approved", "new", isBot: true),
            ],
            "new");

        Assert.Equal(["alice"], approving);
        Assert.Equal(["dave"], objecting);
    }

    private static string? Refusal(RepositoryConfig config, RepoPullRequest pull, CheckState? ours, CheckState? required, string[]? approvers = null, string[]? objectors = null)
    {
        Dictionary<string, CheckState> checks = [];
        if (ours is { } own)
        {
            checks["Coder / coder"] = own;
        }

        if (required is { } ci)
        {
            checks["ci"] = ci;
        }

        return MergePolicy.Refusal(config, pull, checks, approvers ?? [], objectors ?? []);
    }

    private static RepoReview Review(string user, string state, string commit, bool isBot = false) => new(1, state, "", commit, new RepoUser(user, 1, isBot));
}
