using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Runs.Events;

namespace Coder.Tests.Runs;

public sealed class PlatformShareTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
    private readonly List<RunEvent> _events = [];

    public PlatformShareTests() => At(0, RunEventTypes.RunCreated);

    [Fact]
    public void Seconds_NoEvents_IsZero() => Assert.Equal(0, PlatformShare.Seconds([], Start));

    [Fact]
    public void Seconds_NothingButThePlatform_IsAllOfIt() => Assert.Equal(10, Share(10));

    [Fact]
    public void Seconds_OneOfEachKind_AreTakenOff()
    {
        At(1, RunEventTypes.RestoreStarted);
        At(2, RunEventTypes.RestoreCompleted);
        At(3, RunEventTypes.TurnStarted, ("node", "a"), ("turn", 1));
        At(5, RunEventTypes.TurnCompleted, ("node", "a"), ("turn", 1));
        At(6, RunEventTypes.CommandStarted, ("command", "make"));
        At(9, RunEventTypes.CommandCompleted, ("command", "make"));
        At(10, RunEventTypes.ApprovalRequested, ("approval_id", "ask-1-1"));
        At(14, RunEventTypes.ApprovalDecided, ("approval_id", "ask-1-1"));

        Assert.Equal(20 - 1 - 2 - 3 - 4, Share(20));
    }

    [Fact]
    public void Seconds_Overlapping_AreTakenOffOnce()
    {
        At(1, RunEventTypes.TurnStarted, ("node", "a"), ("turn", 1));
        At(2, RunEventTypes.CommandStarted, ("command", "make"));
        At(3, RunEventTypes.CommandCompleted, ("command", "make"));
        At(5, RunEventTypes.CommandStarted, ("command", "test"));
        At(6, RunEventTypes.TurnCompleted, ("node", "a"), ("turn", 1));
        At(8, RunEventTypes.CommandCompleted, ("command", "test"));

        Assert.Equal(10 - 7, Share(10));
    }

    [Fact]
    public void Seconds_TurnThatFailed_EndsWithItsNode()
    {
        At(1, RunEventTypes.TurnStarted, ("node", "a"), ("turn", 1));
        At(3, RunEventTypes.NodeFailed, ("node", "a"));
        At(4, RunEventTypes.TurnStarted, ("node", "b"), ("turn", 1));
        At(5, RunEventTypes.TurnCompleted, ("node", "b"), ("turn", 1));

        Assert.Equal(10 - 2 - 1, Share(10));
    }

    [Fact]
    public void Seconds_TurnThatEndedWithItsProcess_CountsUntilItIsAskedForAgain()
    {
        At(1, RunEventTypes.TurnStarted, ("node", "a"), ("turn", 1), ("attempt", 1));
        At(60, RunEventTypes.TurnStarted, ("node", "a"), ("turn", 1), ("attempt", 2));
        At(62, RunEventTypes.TurnCompleted, ("node", "a"), ("turn", 1));

        Assert.Equal(70 - 61, Share(70));
    }

    [Fact]
    public void Seconds_SameTurnInTwoScopes_AreTwo()
    {
        At(1, RunEventTypes.TurnStarted, ("scope", "r.x.1"), ("node", "a"), ("turn", 1));
        At(2, RunEventTypes.TurnStarted, ("scope", "r.y.1"), ("node", "a"), ("turn", 1));
        At(4, RunEventTypes.TurnCompleted, ("scope", "r.x.1"), ("node", "a"), ("turn", 1));
        At(6, RunEventTypes.TurnCompleted, ("scope", "r.y.1"), ("node", "a"), ("turn", 1));

        Assert.Equal(10 - 5, Share(10));
    }

    [Theory]
    [InlineData("paused")]
    [InlineData("budget_exceeded")]
    [InlineData("quarantined")]
    public void Seconds_HaltedRun_CountsNot(string status)
    {
        At(2, RunEventTypes.RunStatus, ("status", status));
        At(100, RunEventTypes.RunStatus, ("status", "running"));

        Assert.Equal(5, Share(103));
    }

    [Fact]
    public void Seconds_StillOpen_LastsUntilTheEnd()
    {
        At(4, RunEventTypes.ApprovalRequested, ("approval_id", "ask-1-1"));

        Assert.Equal(4, Share(1000));
    }

    private double Share(double end) => PlatformShare.Seconds(_events, Start.AddSeconds(end));

    private void At(double second, string type, params (string Name, JsonNode Value)[] data) =>
        _events.Add(new RunEvent(_events.Count + 1, "run", type, Start.AddSeconds(second), new JsonObject(data.Select(d => KeyValuePair.Create(d.Name, (JsonNode?)d.Value)))));
}
