using Coder.Functions.Contracts;
using Coder.Functions.Visits;
using Coder.Graphs.Definition;
using Coder.Graphs.Stepping;

namespace Coder.Tests.Functions.Runs;

public sealed class VisitLimitsTests
{
    private static readonly NodeInput Node = new(1, "local", "run", "run", 0, "look", 2, 1, 0, "");

    [Theory]
    [InlineData(null, null, 5, null)]
    [InlineData(10, null, 4, 6.0)]
    [InlineData(10, null, 10, 0.0)]
    [InlineData(10, null, 11, 0.0)]
    [InlineData(null, 3, 1, 2.0)]
    [InlineData(10, 3, 1, 2.0)]
    [InlineData(3, 10, 1, 2.0)]
    public void Remaining_OfAVisit_IsTheLesser(int? timeout, int? budget, double elapsed, double? expected) =>
        Assert.Equal(expected, VisitLimits.Remaining(Spec(timeout, budget), elapsed)?.TotalSeconds);

    [Fact]
    public void Remaining_LongerThanATimerTakes_IsCut() => Assert.Equal(49, VisitLimits.Remaining(Spec(int.MaxValue, null), 0)!.Value.TotalDays);

    [Theory]
    [InlineData(10, null, "R14")]
    [InlineData(10, 20, "R14")]
    [InlineData(10, 10, "R14")]
    [InlineData(20, 10, "budget")]
    [InlineData(null, 10, "budget")]
    public void Failure_OfAVisit_NamesTheLimitThatWasReached(int? timeout, int? budget, string code)
    {
        NodeFailed failure = VisitLimits.Failure(Node, Spec(timeout, budget));

        Assert.Equal(("look", 2, code), (failure.Node, failure.Visit, failure.Code));
        Assert.Contains("10 s", failure.Message, StringComparison.Ordinal);
    }

    private static LlmVisitSpec Spec(int? timeout, int? budget) =>
        new() { Prompt = "", TimeoutSeconds = timeout, Budget = budget is null ? null : new NodeBudget(null, budget) };
}
