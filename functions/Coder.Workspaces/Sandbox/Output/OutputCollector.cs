namespace Coder.Workspaces.Sandbox.Output;

/// <summary>Takes both output streams of a command: hands bytes on up to a limit, one call at a time, counts all, keeps head and tail.</summary>
internal sealed class OutputCollector(IOutputSink sink, long bytesMax)
{
    /// <summary>Bytes of <see cref="SandboxResult.Output"/>; the end is worth more, since that is where tools sum up.</summary>
    public const int HeadBytesMax = 16 << 10;
    public const int TailBytesMax = 48 << 10;

    private readonly Lock _gate = new();
    private readonly HeadTailBuffer _text = new(HeadBytesMax, TailBytesMax);
    private readonly Dictionary<OutputStream, byte[]> _cutRunes = new() { [OutputStream.Out] = [], [OutputStream.Error] = [] };
    private long _total;

    public long Total
    {
        get
        {
            lock (_gate)
                return _total;
        }
    }

    public void Write(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        lock (_gate)
        {
            var room = (int)Math.Clamp(bytesMax - _total, 0, bytes.Length);
            _total += bytes.Length;
            AppendWholeRunes(stream, bytes);
            if (room > 0)
                sink.Write(stream, bytes[..room]);
        }
    }

    public string Render()
    {
        lock (_gate)
        {
            foreach (var (stream, rest) in _cutRunes)
            {
                _text.Append(rest);
                _cutRunes[stream] = [];
            }
            return PlainText.From(_text.Render());
        }
    }

    /// <summary>Holds back a rune's first bytes, so that the other stream cannot come between them and the rest.</summary>
    private void AppendWholeRunes(OutputStream stream, ReadOnlySpan<byte> bytes)
    {
        if (_cutRunes[stream].Length > 0)
            bytes = (byte[])[.. _cutRunes[stream], .. bytes];
        var whole = HeadTailBuffer.WholeRunes(bytes);
        _cutRunes[stream] = bytes[whole.Length..].ToArray();
        _text.Append(whole);
    }
}
