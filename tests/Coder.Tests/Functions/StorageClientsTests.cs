using Azure;
using Coder.Functions;

namespace Coder.Tests.Functions;

public sealed class StorageClientsTests
{
    [Theory]
    [InlineData("none", "AzureWebJobsStorage is `none`")]
    [InlineData("AccountKey=s3cret", "correct it, or leave it out")]
    [InlineData("nonsense", "correct it, or leave it out")]
    public async Task Clients_WithoutAStorageAccount_FailWithOneClearMessageWhenUsed(string connection, string says)
    {
        StorageClients storage = new(name => name == StorageClients.StorageSetting ? connection : null);

        RequestFailedException blobs = await Assert.ThrowsAsync<RequestFailedException>(
            () => storage.Blobs().GetBlobContainerClient("inbox").GetBlobClient("one").DownloadContentAsync(TestContext.Current.CancellationToken));
        RequestFailedException queues = await Assert.ThrowsAsync<RequestFailedException>(
            () => storage.Queues().GetQueueClient("inbox").SendMessageAsync("one", TestContext.Current.CancellationToken));

        Assert.All([blobs, queues], failure => Assert.Contains(says, failure.Message, StringComparison.Ordinal));
        Assert.All([blobs, queues], failure => Assert.DoesNotContain("s3cret", failure.Message, StringComparison.Ordinal));
    }
}
