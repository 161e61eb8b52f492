using Azure;
using Azure.Core.Pipeline;
using Azure.Storage;
using Azure.Storage.Blobs;
using Azure.Storage.Blobs.Models;
using Embedded.Tests.FunctionsWorker.Azurite;

namespace Embedded.Tests.Hashing;

/// <summary>The official blob client, which derives its CRC-64 from this stand-in.</summary>
public sealed class BlobChecksumTests(RunningAzurite azurite) : IClassFixture<RunningAzurite>
{
    [Fact]
    public async Task Blob_UploadedInBlocks_ComesBackTheSame()
    {
        byte[] data = [.. Enumerable.Range(0, 3_000_000).Select(i => (byte)(i * 7))];
        BlobContainerClient container = new(azurite.ConnectionString, "checksum");
        await container.CreateIfNotExistsAsync();
        BlobClient blob = container.GetBlobClient("data");

        await blob.UploadAsync(new MemoryStream(data), new BlobUploadOptions
        {
            TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.MD5 },
            TransferOptions = new StorageTransferOptions { InitialTransferSize = 1_000_000, MaximumTransferSize = 1_000_000 },
        });

        Response<BlobDownloadResult> read = await blob.DownloadContentAsync();
        Assert.Equal(data, read.Value.Content.ToArray());
    }

    /// <summary>Azurite refuses CRC-64 in strict mode, so the request itself is looked at; the value is the published check value of CRC-64/NVME.</summary>
    [Fact]
    public async Task Blob_UploadedWithCrc64_SendsTheChecksumOfItsContent()
    {
        using CapturingHandler service = new();
        BlobClient blob = new(azurite.ConnectionString, "any", "data", new BlobClientOptions { Transport = new HttpClientTransport(service) });

        await blob.UploadAsync(BinaryData.FromString("123456789"), new BlobUploadOptions
        {
            TransferValidation = new UploadTransferValidationOptions { ChecksumAlgorithm = StorageChecksumAlgorithm.StorageCrc64 },
        });

        Assert.Equal(0xAE8B14860A799888UL, BitConverter.ToUInt64(Convert.FromBase64String(service.Crc64)));
    }

    private sealed class CapturingHandler : HttpMessageHandler
    {
        internal string Crc64 { get; private set; } = "";

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Crc64 = request.Headers.GetValues("x-ms-content-crc64").Single();
            HttpResponseMessage created = new(System.Net.HttpStatusCode.Created) { Content = new ByteArrayContent([]) };
            created.Headers.TryAddWithoutValidation("ETag", "\"1\"");
            created.Headers.TryAddWithoutValidation("x-ms-request-server-encrypted", "false");
            created.Content.Headers.LastModified = DateTimeOffset.UnixEpoch;
            return Task.FromResult(created);
        }
    }
}
