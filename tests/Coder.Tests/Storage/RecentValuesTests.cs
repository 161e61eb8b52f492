using Coder.Storage;

namespace Coder.Tests.Storage;

public sealed class RecentValuesTests
{
    [Fact]
    public void Put_WithinTheWeight_IsRemembered()
    {
        RecentValues<string, int> values = new(10);
        values.Put("a", 1, 5);
        values.Put("b", 2, 5);

        Assert.True(values.TryGet("a", out int a) && values.TryGet("b", out int b) && (a, b) == (1, 2));
        Assert.False(values.TryGet("c", out _));
    }

    [Fact]
    public void Put_AboveTheWeight_ForgetsTheOthers()
    {
        RecentValues<string, int> values = new(10);
        values.Put("a", 1, 5);
        values.Put("b", 2, 6);
        values.Put("c", 3, 4);

        Assert.False(values.TryGet("a", out _));
        Assert.True(values.TryGet("b", out _) && values.TryGet("c", out _));
    }
}
