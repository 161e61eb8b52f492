using Microsoft.DurableTask;
using Microsoft.DurableTask.History;

namespace Embedded.Tests.DurableTask;

public sealed class HistoryCodecTests
{
    [Fact]
    public void Decode_OfWhatEncodeWrote_GivesTheSameEvents()
    {
        DateTime time = new(2026, 1, 2, 3, 4, 5, 678, DateTimeKind.Utc);
        HistoryEvent[] events =
        [
            new ExecutionStarted(null), new ExecutionStarted("input ü"), new StepStarted(time), new TaskCompleted(3, "1"), new TaskCompleted(300, null),
            new TaskFailed(4, new TaskFailureDetails("T", "m", "s", new TaskFailureDetails("I", "n", null, null, null), null)),
            new TimerFired(5), new EventRaised("E", ""), new EventRaised("E", null), new ExecutionSuspended("why"), new ExecutionResumed(null),
            new ExecutionTerminated("out", true), new ActivityScheduled(6, "A"), new SubOrchestrationScheduled(7, "S", "id"), new TimerCreated(8, time),
            new EventSent(9, "target", "E"),
        ];

        Assert.Equal(events, HistoryCodec.Decode(HistoryCodec.Encode(events)));
    }

    [Fact]
    public void Decode_OfALaterFormat_SaysSo() =>
        Assert.Contains("format 9", Assert.Throws<InvalidDataException>(() => HistoryCodec.Decode([9])).Message, StringComparison.Ordinal);
}
