using System.Security.Cryptography;
using System.Text;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Coder.Forge.GitHub.Webhooks;
using Coder.Forge.Inbox;
using Coder.Testing;
using Microsoft.Extensions.Logging.Abstractions;

namespace Coder.Tests.Forge.Inbox;

/// <summary>An inbox on a store of its own, with a clock that is told. Hosts come and go.</summary>
internal sealed class InboxFixture : IDisposable
{
    private readonly TemporaryTables _tables = new();
    private readonly BlobServiceClient _blobs;

    internal InboxFixture()
    {
        _blobs = new BlobServiceClient(new Uri("http://blobs.test/account"), new BlobClientOptions { Transport = new HttpClientTransport(Blobs), Retry = { MaxRetries = 0 } });
        Load = new IntakeLoad(Time);
        Table = new InboxTable(_tables.Client);
        Intake = new DeliveryInbox(Table, _blobs, Nudge, Load, Time);
        Rows = new InboxRows(Table, _blobs, Time);
    }

    internal ManualTime Time { get; } = new();

    internal MemoryBlobs Blobs { get; } = new();

    internal RecordingHandler Handler { get; } = new();

    internal RecordingNudge Nudge { get; } = new();

    internal IntakeLoad Load { get; }

    internal InboxTable Table { get; }

    internal DeliveryInbox Intake { get; }

    internal InboxRows Rows { get; }

    internal Task<Receipt> AcceptAsync(string deliveryId, string body, string eventName = "issues") =>
        Intake.AcceptAsync(
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(body))), deliveryId, eventName, Encoding.UTF8.GetBytes(body), TestContext.Current.CancellationToken);

    /// <summary>Empties the inbox as a host does.</summary>
    internal Task<int> DrainAsync(string owner = "host", bool isOnly = false) => Drain(owner, isOnly).DrainAsync(InboxPartitions.All, TestContext.Current.CancellationToken);

    internal InboxDrain Drain(string owner = "host", bool isOnly = false) => new(
        Table, new DeliveryHandling(Table, Rows, [new RepoDeliveryHandler([Handler])], Nudge, new InboxOwner(owner, isOnly), Time, NullLogger<DeliveryHandling>.Instance), Load, NullLogger<InboxDrain>.Instance);

    internal async Task<Delivery> FindAsync(Receipt receipt) => (await Table.FindAsync(receipt.Id, TestContext.Current.CancellationToken))!;

    internal async Task<IReadOnlyList<Delivery>> ListAsync(DeliveryStatus status)
    {
        List<Delivery> found = [];
        await foreach (Delivery delivery in Table.ListAsync(status, TestContext.Current.CancellationToken))
        {
            found.Add(delivery);
        }

        return found;
    }

    /// <summary>Everything that the inbox's table holds, by key.</summary>
    internal async Task<IReadOnlyDictionary<string, TableEntity>> RowsAsync()
    {
        Dictionary<string, TableEntity> rows = [];
        await foreach (TableEntity row in _tables.Client.GetTableClient("inbox").QueryAsync<TableEntity>(cancellationToken: TestContext.Current.CancellationToken))
        {
            rows.Add($"{row.PartitionKey}/{row.RowKey}", row);
        }

        return rows;
    }

    public void Dispose() => _tables.Dispose();
}
