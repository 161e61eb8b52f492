using System.Text;

namespace Coder.Workspaces.Sandbox.Output;

/// <summary>Keeps the first and the last bytes of a text of any length, in bounded memory.</summary>
/// <param name="headBytesMax">Bytes kept of the beginning.</param>
/// <param name="tailBytesMax">Bytes kept of the end.</param>
internal sealed class HeadTailBuffer(int headBytesMax, int tailBytesMax)
{
    private readonly byte[] _head = new byte[headBytesMax];
    private readonly byte[] _tail = new byte[tailBytesMax];
    private int _headLength;
    private long _tailTotal;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        var toHead = Math.Min(bytes.Length, headBytesMax - _headLength);
        bytes[..toHead].CopyTo(_head.AsSpan(_headLength));
        _headLength += toHead;
        var rest = bytes[toHead..];
        _tailTotal += rest.Length;
        if (rest.Length > tailBytesMax)
            rest = rest[^tailBytesMax..];
        var start = (int)((_tailTotal - rest.Length) % tailBytesMax);
        var first = Math.Min(rest.Length, tailBytesMax - start);
        rest[..first].CopyTo(_tail.AsSpan(start));
        rest[first..].CopyTo(_tail);
    }

    /// <summary>The text, cut between runes only; where something is missing, a line says how many bytes.</summary>
    public string Render()
    {
        var tail = Tail();
        if (_tailTotal <= tailBytesMax)
            return Encoding.UTF8.GetString([.. _head.AsSpan(0, _headLength), .. tail]);
        var head = WholeRunes(_head.AsSpan(0, _headLength));
        var skipped = 0;
        while (skipped < Math.Min(3, tail.Length) && (tail[skipped] & 0xC0) == 0x80)
            skipped++;
        var missing = _headLength - head.Length + _tailTotal - tail.Length + skipped;
        return $"{Encoding.UTF8.GetString(head)}\n[… {missing} bytes left out …]\n{Encoding.UTF8.GetString(tail.AsSpan(skipped))}";
    }

    /// <summary>Without the bytes of a rune that the end cuts; bytes that are no UTF-8 stay.</summary>
    internal static ReadOnlySpan<byte> WholeRunes(ReadOnlySpan<byte> bytes)
    {
        for (var back = 1; back <= Math.Min(3, bytes.Length); back++)
        {
            var lead = bytes[^back];
            if ((lead & 0xC0) == 0x80)
                continue;
            var length = lead switch { >= 0xF0 => 4, >= 0xE0 => 3, >= 0xC0 => 2, _ => 1 };
            return length > back ? bytes[..^back] : bytes;
        }
        return bytes;
    }

    private byte[] Tail()
    {
        if (_tailTotal <= tailBytesMax)
            return _tail[..(int)_tailTotal];
        var start = (int)(_tailTotal % tailBytesMax);
        return [.. _tail.AsSpan(start), .. _tail.AsSpan(0, start)];
    }
}
