using Coder.Agents.Chat.Turns;

namespace Coder.Tests.Agents.Chat;

public sealed class DeltaCoalescerTests
{
    private readonly DeltaList _list = new();
    private readonly StepTime _time = new();

    [Fact]
    public void Add_WithinTheInterval_IsGathered()
    {
        var coalescer = new DeltaCoalescer(_list, 2, _time);
        coalescer.Add("a");
        coalescer.Add("b");
        _time.Now += 99;
        coalescer.Add("c");
        Assert.Equal([new TextDelta(2, "a")], _list.Items);

        _time.Now += 1;
        coalescer.Add("d");
        Assert.Equal(new TextDelta(2, "bcd"), _list.Items[^1]);
    }

    [Fact]
    public void Flush_PendingText_IsReportedOnce()
    {
        var coalescer = new DeltaCoalescer(_list, 1, _time);
        coalescer.Add("a");
        coalescer.Add("b");
        coalescer.Flush();
        coalescer.Flush();
        Assert.Equal(["a", "b"], _list.Items.Select(delta => delta.Text));
    }

    private sealed class StepTime : TimeProvider
    {
        public long Now { get; set; }

        public override long TimestampFrequency => 1000;

        public override long GetTimestamp() => Now;
    }
}
