namespace Coder.Tests.Cli;

/// <summary>A terminal where nobody types.</summary>
internal sealed class BlockingReader : TextReader
{
    private readonly ManualResetEventSlim _end = new();

    public override string? ReadLine()
    {
        _end.Wait();
        return null;
    }

    protected override void Dispose(bool disposing)
    {
        _end.Set();
        base.Dispose(disposing);
    }
}
