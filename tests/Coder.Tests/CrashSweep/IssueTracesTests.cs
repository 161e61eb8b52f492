using Coder.CrashSweep.GitHub;

namespace Coder.Tests.CrashSweep;

public sealed class IssueTracesTests
{
    private static readonly IssueTraces Good = new("here", ["run"], ["coder/implementer/x"], [2], ["success"], ["done: pull request #2"], ["eyes", "rocket"]);

    private static IReadOnlyList<IssueTraces> Bad =>
    [
        Good with { Runs = ["run", "other"] },
        Good with { Branches = [] },
        Good with { Branches = ["coder/implementer/x", "coder/implementer/y"] },
        Good with { PullRequests = [2, 3] },
        Good with { Checks = ["success", "success"] },
        Good with { Checks = ["failure"] },
        Good with { Comments = ["done: pull request #2", "at work"] },
        Good with { Comments = ["at work"] },
        Good with { Reactions = ["eyes"] },
    ];

    [Fact]
    public void Findings_OfEverythingOnce_AreNone() => Assert.Empty(Good.Findings());

    [Fact]
    public void Findings_OfWhatIsMissingOrTwice_SayWhere() =>
        Assert.All(Bad, traces => Assert.StartsWith("here: ", traces.Findings().First(), StringComparison.Ordinal));
}
