using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Coder.Storage;

namespace Coder.Forge.Inbox;

/// <summary>Bodies of deliveries: in their row, and what is too large for that in a blob.</summary>
internal sealed class InboxBodies(BlobServiceClient blobs)
{
    /// <summary>Compressed bytes that a row takes: a transaction may have 4 MiB, and what is read with every look at the inbox stays small.</summary>
    internal const int RowBytesMax = 512 * 1024;

    private const string ContainerName = "inbox";

    /// <summary>Puts the body into the row; false when it is too large for that.</summary>
    internal static bool TryPut(TableEntity row, ReadOnlySpan<byte> body) => CompressedProperty.TrySet(row, InboxColumns.Body, body, RowBytesMax);

    /// <summary>Keeps the body in a blob, before the row that names it.</summary>
    internal async Task UploadAsync(TableEntity row, string hash, ReadOnlyMemory<byte> body, CancellationToken cancellationToken)
    {
        BlobContainerClient container = blobs.GetBlobContainerClient(ContainerName);
        await container.CreateIfNotExistsAsync(cancellationToken: cancellationToken);
        await container.GetBlobClient(hash).UploadAsync(new BinaryData(body), overwrite: true, cancellationToken);
        row[InboxColumns.Blob] = hash;
    }

    /// <summary>Null when it is lost: the emulator of a killed host forgets blobs.</summary>
    internal async Task<byte[]?> FindAsync(TableEntity row, CancellationToken cancellationToken)
    {
        if (row.GetString(InboxColumns.Blob) is not { } name)
        {
            return CompressedProperty.Get(row, InboxColumns.Body);
        }

        try
        {
            return (await blobs.GetBlobContainerClient(ContainerName).GetBlobClient(name).DownloadContentAsync(cancellationToken)).Value.Content.ToArray();
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    internal async Task DeleteAsync(TableEntity row, CancellationToken cancellationToken)
    {
        if (row.GetString(InboxColumns.Blob) is { } name)
        {
            await blobs.GetBlobContainerClient(ContainerName).DeleteBlobIfExistsAsync(name, cancellationToken: cancellationToken);
        }
    }
}
