using System.IO.Hashing;

namespace Embedded.Tests.Hashing;

public sealed class NonCryptographicHashTests
{
    private static readonly byte[] Data = [.. Enumerable.Range(0, 200_000).Select(i => (byte)i)];

    [Fact]
    public async Task Append_BySpanStreamOrAsync_FeedsTheSameBytes()
    {
        Sum whole = new(), stream = new(), asynchronous = new();

        whole.Append(Data);
        stream.Append(new MemoryStream(Data));
        await asynchronous.AppendAsync(new MemoryStream(Data));

        Assert.NotEqual(0, BitConverter.ToInt64(whole.GetCurrentHash()));
        Assert.Equal(whole.GetCurrentHash(), stream.GetCurrentHash());
        Assert.Equal(whole.GetCurrentHash(), asynchronous.GetCurrentHash());
    }

    [Fact]
    public void GetCurrentHash_IntoALongerSpan_WritesTheHashOnly()
    {
        Sum sum = new();
        sum.Append([1, 2]);
        byte[] destination = [.. Enumerable.Repeat((byte)9, 10)];

        Assert.Equal(sum.HashLengthInBytes, sum.GetCurrentHash(destination));
        Assert.Equal([3, 0, 0, 0, 0, 0, 0, 0, 9, 9], destination);
    }

    [Fact]
    public void GetCurrentHash_IntoAShorterSpan_Throws() =>
        Assert.Equal("destination", Assert.Throws<ArgumentException>(() => new Sum().GetCurrentHash(new byte[7].AsSpan())).ParamName);

    private sealed class Sum() : NonCryptographicHashAlgorithm(sizeof(long))
    {
        private long _sum;

        public override void Append(ReadOnlySpan<byte> source)
        {
            foreach (byte value in source)
            {
                _sum += value;
            }
        }

        public override void Reset() => _sum = 0;

        protected override void GetCurrentHashCore(Span<byte> destination) => BitConverter.TryWriteBytes(destination, _sum);
    }
}
