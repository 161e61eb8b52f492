namespace Coder.Tests.Runs;

public sealed class DocumentStoreTests : IDisposable
{
    private static readonly string[] Key = ["step", "00000003"];
    private readonly RunFixture _fixture = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _fixture.Dispose();

    [Fact]
    public async Task AddOrGet_Twice_TheFirstStands()
    {
        Assert.Equal(new Note("first"), await _fixture.Documents.AddOrGetAsync("run", Key, new Note("first"), Cancellation));
        Assert.Equal(new Note("first"), await _fixture.Documents.AddOrGetAsync("run", Key, new Note("second"), Cancellation));
        Assert.Equal(new Note("first"), await _fixture.Documents.FindAsync<Note>("run", Key, Cancellation));
    }

    [Fact]
    public async Task AddOrGet_ManyAtOnce_AllGetTheSame()
    {
        Note[] answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(i => _fixture.Documents.AddOrGetAsync("run", Key, new Note($"{i}"), Cancellation)));

        Assert.Single(answers.Distinct());
    }

    [Fact]
    public async Task Find_OtherKey_IsNull()
    {
        await _fixture.Documents.AddOrGetAsync("run", Key, new Note("first"), Cancellation);

        Assert.Null(await _fixture.Documents.FindAsync<Note>("run", ["step", "00000004"], Cancellation));
        Assert.Null(await _fixture.Documents.FindAsync<Note>("other", Key, Cancellation));
    }

    private sealed record Note(string Text);
}
