namespace Coder.Workspaces.Egress;

/// <summary>Reads a stream and keeps what was read; what is written is dropped. To look at the beginning of what is then handed on as it came.</summary>
internal sealed class RecordingStream(Stream source, int bytesMax) : Stream
{
    private readonly MemoryStream _read = new();

    public ReadOnlyMemory<byte> Recorded => _read.GetBuffer().AsMemory(0, (int)_read.Length);

    public override bool CanRead => true;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
    {
        var room = Math.Min(buffer.Length, bytesMax - (int)_read.Length);
        var read = await source.ReadAsync(buffer[..room], cancellationToken);
        _read.Write(buffer.Span[..read]);
        return read;
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override void Write(byte[] buffer, int offset, int count)
    {
    }

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default) => ValueTask.CompletedTask;

    public override void Flush()
    {
    }

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
