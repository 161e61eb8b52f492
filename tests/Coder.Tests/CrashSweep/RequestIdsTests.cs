using Coder.CrashSweep.Recording;
using Coder.Runs.Turns;

namespace Coder.Tests.CrashSweep;

public sealed class RequestIdsTests
{
    [Fact]
    public void OfRow_AStoredTurn_IsTheIdThatTheModelSaw()
    {
        TurnKey turn = new("0123abcd", "self_review", 2, 13);

        Assert.Equal(turn.RequestId, RequestIds.OfRow("turn!0123abcd!self_review!000002!000013"));
    }

    [Fact]
    public void Coordinates_OfARequest_AreItsTurns()
    {
        var at = RequestIds.Coordinates(new TurnKey("0123abcd", "self_review", 2, 13).RequestId);

        Assert.Equal(("self_review", 2, 13), (at.Node, at.Visit, at.Turn));
    }
}
