using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Execution;

/// <summary>Version 5 (SHA-1, named) UUIDs as in RFC 9562 §5.5.</summary>
internal static class DeterministicGuid
{
    // Any fixed namespace does; this one must never change, or replays would get other ids than the first run.
    private static readonly Guid Namespace = new("6f1b7f0e-58f3-4c43-9a57-2d6a3c1e9b84");

    internal static Guid Create(string name)
    {
        byte[] text = Encoding.UTF8.GetBytes(name);
        byte[] input = new byte[16 + text.Length];
        Namespace.TryWriteBytes(input, bigEndian: true, out _);
        text.CopyTo(input, 16);
        Span<byte> hash = SHA1.HashData(input).AsSpan(0, 16);
        hash[6] = (byte)((hash[6] & 0x0F) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3F) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
