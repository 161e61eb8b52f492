using System.IO.Compression;
using Azure.Data.Tables;

namespace Coder.Storage;

/// <summary>Content that is larger than a property may be: gzip, cut into properties <c>Name0</c>, <c>Name1</c>, ….</summary>
public static class CompressedProperty
{
    /// <summary>Compressed bytes that one entity can hold beside its other properties.</summary>
    public const int CompressedBytesMax = 900 * 1024;

    private const int ChunkBytes = 60 * 1024;
    private const int FirstBytes = 256;

    /// <summary>Stores the content in the entity; it must have none under that name.</summary>
    /// <exception cref="ArgumentException">Compressed, the content is larger than <see cref="CompressedBytesMax"/>.</exception>
    public static void Set(TableEntity entity, string name, ReadOnlySpan<byte> content)
    {
        if (!TrySet(entity, name, content, CompressedBytesMax))
        {
            throw new ArgumentException($"'{name}' is larger, compressed, than the {CompressedBytesMax} bytes that a row holds.", nameof(content));
        }
    }

    /// <summary>As <see cref="Set"/>; false, and nothing stored, when the content has more compressed bytes than <paramref name="compressedBytesMax"/>.</summary>
    public static bool TrySet(TableEntity entity, string name, ReadOnlySpan<byte> content, int compressedBytesMax)
    {
        // Text becomes a fifth or less: mostly there is room at once.
        using MemoryStream buffer = new(FirstBytes + (content.Length / 4));
        using (GZipStream gzip = new(buffer, CompressionLevel.Fastest, leaveOpen: true))
        {
            gzip.Write(content);
        }

        if (buffer.Length > compressedBytesMax)
        {
            return false;
        }

        ReadOnlySpan<byte> compressed = buffer.GetBuffer().AsSpan(0, (int)buffer.Length);
        for (int chunk = 0; chunk == 0 || chunk * ChunkBytes < compressed.Length; chunk++)
        {
            entity.Add($"{name}{chunk}", compressed[(chunk * ChunkBytes)..Math.Min(compressed.Length, (chunk + 1) * ChunkBytes)].ToArray());
        }

        return true;
    }

    /// <summary>The content, or null when the entity has none under that name.</summary>
    public static byte[]? Get(TableEntity entity, string name)
    {
        if (!entity.ContainsKey($"{name}0"))
        {
            return null;
        }

        using MemoryStream compressed = new();
        for (int chunk = 0; entity.GetBinary($"{name}{chunk}") is { } bytes; chunk++)
        {
            compressed.Write(bytes);
        }

        compressed.Position = 0;
        using GZipStream gzip = new(compressed, CompressionMode.Decompress);
        using MemoryStream content = new();
        gzip.CopyTo(content);
        return content.ToArray();
    }
}
