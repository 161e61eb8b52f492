using System.Buffers;

namespace System.IO.Hashing;

/// <summary>A hash that is fed step by step and does not resist an attacker: checksums. Azure.Storage derives its CRC-64 from it; nothing else of this package is used.</summary>
public abstract class NonCryptographicHashAlgorithm
{
    private const int ChunkBytes = 64 * 1024;

    protected NonCryptographicHashAlgorithm(int hashLengthInBytes)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(hashLengthInBytes, 1);
        HashLengthInBytes = hashLengthInBytes;
    }

    public int HashLengthInBytes { get; }

    public abstract void Append(ReadOnlySpan<byte> source);

    public abstract void Reset();

    /// <summary>Appends the rest of <paramref name="stream"/>.</summary>
    public void Append(Stream stream)
    {
        ArgumentNullException.ThrowIfNull(stream);
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (int read = stream.Read(chunk); read > 0; read = stream.Read(chunk))
            {
                Append(chunk.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }

    /// <inheritdoc cref="Append(Stream)"/>
    public Task AppendAsync(Stream stream, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return AppendAllAsync(stream, cancellationToken);
    }

    /// <summary>The hash of what was appended since the last reset.</summary>
    public byte[] GetCurrentHash()
    {
        byte[] hash = new byte[HashLengthInBytes];
        GetCurrentHashCore(hash);
        return hash;
    }

    /// <returns>Bytes written.</returns>
    /// <exception cref="ArgumentException"><paramref name="destination"/> is shorter than the hash.</exception>
    public int GetCurrentHash(Span<byte> destination)
    {
        if (destination.Length < HashLengthInBytes)
        {
            throw new ArgumentException($"The hash takes {HashLengthInBytes} bytes, the destination has {destination.Length}.", nameof(destination));
        }

        GetCurrentHashCore(destination[..HashLengthInBytes]);
        return HashLengthInBytes;
    }

    protected abstract void GetCurrentHashCore(Span<byte> destination);

    private async Task AppendAllAsync(Stream stream, CancellationToken cancellation)
    {
        byte[] chunk = ArrayPool<byte>.Shared.Rent(ChunkBytes);
        try
        {
            for (int read = await stream.ReadAsync(chunk, cancellation); read > 0; read = await stream.ReadAsync(chunk, cancellation))
            {
                Append(chunk.AsSpan(0, read));
            }
        }
        finally
        {
            ArrayPool<byte>.Shared.Return(chunk);
        }
    }
}
