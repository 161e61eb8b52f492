using System.Security.Cryptography;
using Azure.Data.Tables;
using Coder.Runs.Storage;

namespace Coder.Tests.Runs;

public sealed class RowPayloadTests : IDisposable
{
    private readonly RunFixture _fixture = new();
    private readonly TableEntity _row = new("partition", "a!b");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(RowPayload.ChunkBytes)]
    [InlineData(RowPayload.ChunkBytes + 1)]
    [InlineData((5 * RowPayload.ChunkBytes) + 17)]
    public async Task Put_SmallValue_IsInTheRowAndReadBack(int bytes)
    {
        byte[] value = RandomNumberGenerator.GetBytes(bytes);

        await _fixture.Payload.PutAsync(_row, value, Cancellation);

        Assert.Empty(_fixture.Blobs.Names);
        Assert.All(_row.Keys.Where(name => name.StartsWith('P') && char.IsAsciiDigit(name[^1])).Select(name => _row.GetBinary(name)!), column => Assert.InRange(column.Length, 1, RowPayload.ChunkBytes));
        Assert.Equal(value, await _fixture.Payload.GetAsync(_row, Cancellation));
    }

    [Theory]
    [InlineData(RowPayload.InlineBytesMax * 3 / 4, false)]
    [InlineData(RowPayload.InlineBytesMax, true)]
    public async Task Put_LargeValue_GoesToABlobAboveTheLimit(int bytes, bool isBlob)
    {
        // Random bytes do not get smaller by gzip: it adds some per cent.
        byte[] value = RandomNumberGenerator.GetBytes(bytes);

        await _fixture.Payload.PutAsync(_row, value, Cancellation);

        Assert.Equal(isBlob ? ["rows/partition/a%21b"] : [], _fixture.Blobs.Names);
        Assert.Equal(isBlob, !_row.ContainsKey("P0"));
        Assert.Equal(value, await _fixture.Payload.GetAsync(_row, Cancellation));
    }

    [Fact]
    public async Task Get_BlobThatIsGone_NamesWhatIsLost()
    {
        await _fixture.Payload.PutAsync(_row, RandomNumberGenerator.GetBytes(RowPayload.InlineBytesMax), Cancellation);
        _fixture.Blobs.Clear();

        ContentLostException lost = await Assert.ThrowsAsync<ContentLostException>(() => _fixture.Payload.GetAsync(_row, Cancellation));

        Assert.Contains("partition/a!b", lost.Message, StringComparison.Ordinal);
        Assert.Contains("rows/partition/a%21b", lost.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Put_LargeTextThatCompresses_StaysInTheRow()
    {
        await _fixture.Payload.PutAsync(_row, new byte[64 << 20], Cancellation);

        Assert.Empty(_fixture.Blobs.Names);
    }
}
