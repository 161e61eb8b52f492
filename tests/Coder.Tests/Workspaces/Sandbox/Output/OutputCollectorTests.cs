using System.Text;
using Coder.Workspaces.Sandbox;
using Coder.Workspaces.Sandbox.Output;

namespace Coder.Tests.Workspaces.Sandbox.Output;

public sealed class OutputCollectorTests
{
    [Theory]
    [InlineData(9, "123456789")]
    [InlineData(10, "1234567890")]
    [InlineData(11, "1234567890a")]
    public void Write_AroundTheLimit_HandsOnExactlyThatManyBytes(int limit, string handedOn)
    {
        var sink = new RecordingSink();
        var collector = new OutputCollector(sink, limit);

        collector.Write(OutputStream.Out, "12345"u8);
        collector.Write(OutputStream.Error, "67890"u8);
        collector.Write(OutputStream.Out, "abc"u8);

        Assert.Equal((handedOn, 13L, "1234567890abc"), (sink.Text, collector.Total, collector.Render()));
    }

    [Fact]
    public void Write_StreamsInterleavedInsideARune_KeepsTheRune()
    {
        var collector = new OutputCollector(new RecordingSink(), 100);
        var euro = Encoding.UTF8.GetBytes("€");

        collector.Write(OutputStream.Out, euro.AsSpan(0, 2));
        collector.Write(OutputStream.Error, "!"u8);
        collector.Write(OutputStream.Out, euro.AsSpan(2));

        Assert.Equal("!€", collector.Render());
    }
}
