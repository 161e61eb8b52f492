using System.Text;

namespace Coder.Redaction;

/// <summary>Writes to another stream what is written to it, without secrets. Bytes that are no text pass as they are.</summary>
public sealed class RedactingStream : Stream
{
    private readonly Stream _target;
    private readonly RedactionBuffer _buffer;

    internal RedactingStream(Stream target, RedactionBuffer buffer) => (_target, _buffer) = (target, buffer);

    public override bool CanRead => false;

    public override bool CanSeek => false;

    public override bool CanWrite => true;

    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public override void Write(ReadOnlySpan<byte> buffer) => Put(_buffer.Append(Encoding.Latin1.GetString(buffer)));

    public override void Write(byte[] buffer, int offset, int count) => Write(buffer.AsSpan(offset, count));

    public override ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
    {
        Write(buffer.Span);
        return ValueTask.CompletedTask;
    }

    /// <summary>What may be the beginning of a secret stays until the end.</summary>
    public override void Flush() => _target.Flush();

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();

    protected override void Dispose(bool disposing)
    {
        if (disposing)
        {
            Put(_buffer.Complete());
        }

        base.Dispose(disposing);
    }

    private void Put(string text)
    {
        if (text.Length > 0)
        {
            _target.Write(Encoding.Latin1.GetBytes(text));
        }
    }
}
