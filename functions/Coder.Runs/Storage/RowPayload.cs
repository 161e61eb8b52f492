using System.IO.Compression;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;

namespace Coder.Runs.Storage;

/// <summary>
/// A value of any size in a table row: gzip, in properties of 60 KiB up to 900 KiB, beyond that in a blob named after the row's keys.
/// </summary>
public sealed class RowPayload(BlobServiceClient blobs)
{
    internal const int ChunkBytes = 60 * 1024;
    internal const int InlineBytesMax = 900 * 1024;
    private const string ContainerName = "rows";

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(ContainerName);

    /// <summary>Puts <paramref name="value"/> into the row's properties; the caller then writes the row.</summary>
    public async Task PutAsync(TableEntity row, ReadOnlyMemory<byte> value, CancellationToken cancellation)
    {
        byte[] packed = Compress(value.Span);
        if (packed.Length > InlineBytesMax)
        {
            string name = $"{Uri.EscapeDataString(row.PartitionKey)}/{Uri.EscapeDataString(row.RowKey)}";
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await _container.GetBlobClient(name).UploadAsync(new BinaryData(packed), overwrite: true, cancellation);
            row["Blob"] = name;
            return;
        }

        for (int i = 0; i * ChunkBytes < packed.Length; i++)
        {
            row[$"P{i}"] = packed[(i * ChunkBytes)..Math.Min((i + 1) * ChunkBytes, packed.Length)];
        }
    }

    /// <summary>The value put into the row.</summary>
    /// <exception cref="ContentLostException">It was in a blob that is gone.</exception>
    public async Task<byte[]> GetAsync(TableEntity row, CancellationToken cancellation)
    {
        if (row.GetString("Blob") is { } name)
        {
            return Decompress((await DownloadAsync(row, name, cancellation)).ToArray());
        }

        using MemoryStream packed = new();
        for (int i = 0; row.GetBinary($"P{i}") is { } chunk; i++)
        {
            packed.Write(chunk);
        }

        return Decompress(packed.ToArray());
    }

    /// <summary>Removes what is not in the row itself; the caller then removes the row.</summary>
    public async Task RemoveAsync(TableEntity row, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(row);
        if (row.GetString("Blob") is { } name)
        {
            await _container.DeleteBlobIfExistsAsync(name, cancellationToken: cancellation);
        }
    }

    private async Task<BinaryData> DownloadAsync(TableEntity row, string name, CancellationToken cancellation)
    {
        try
        {
            return (await _container.GetBlobClient(name).DownloadContentAsync(cancellation)).Value.Content;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            throw new ContentLostException($"The row {row.PartitionKey}/{row.RowKey}", $"{ContainerName}/{name}");
        }
    }

    private static byte[] Compress(ReadOnlySpan<byte> value)
    {
        using MemoryStream target = new();
        using (GZipStream gzip = new(target, CompressionLevel.Fastest))
        {
            gzip.Write(value);
        }

        return target.ToArray();
    }

    private static byte[] Decompress(byte[] packed)
    {
        using GZipStream gzip = new(new MemoryStream(packed), CompressionMode.Decompress);
        using MemoryStream target = new();
        gzip.CopyTo(target);
        return target.ToArray();
    }
}
