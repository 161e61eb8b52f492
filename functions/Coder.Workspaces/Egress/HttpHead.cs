namespace Coder.Workspaces.Egress;

internal static class HttpHead
{
    /// <summary>Reads up to and with the empty line, and no byte more; null when the stream ends before it, or it is too long.</summary>
    public static async Task<byte[]?> ReadAsync(Stream stream, int bytesMax, CancellationToken cancellation)
    {
        var head = new List<byte>(256);
        var one = new byte[1];
        while (head.Count < bytesMax && await stream.ReadAsync(one, cancellation) == 1)
        {
            head.Add(one[0]);
            if (one[0] == '\n' && head.Count >= 4 && head[^4..] is [(byte)'\r', (byte)'\n', (byte)'\r', (byte)'\n']) return [.. head];
        }

        return null;
    }
}
