using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Runs.Storage;

/// <summary>Remembers the response to each idempotency key for a day, so that a repeated request does nothing twice.</summary>
public sealed class IdempotencyStore(RunTables tables, RowPayload payload, TimeProvider time)
{
    private static readonly TimeSpan Kept = TimeSpan.FromHours(24);

    /// <summary>After so long without a response, a request counts as dead and its key may be taken over.</summary>
    private static readonly TimeSpan InFlightMax = TimeSpan.FromSeconds(30);

    /// <summary>Takes the key for a request, or says how the earlier request with it stands.</summary>
    /// <param name="subject">Id of what the request makes: handed back when a dead request is taken over, so that it makes the same thing.</param>
    /// <param name="owner">This process.</param>
    /// <param name="onlyHost">True: no other process can be at it (one host per home), so an unanswered request of another owner is dead at once.</param>
    public async Task<IdempotencyOutcome> BeginAsync(
        string account, string key, string bodyHash, string subject, string owner, bool onlyHost, CancellationToken cancellation)
    {
        TableClient table = await tables.IdempotencyAsync(cancellation);
        TableEntity row = new(TableKey.Encode(account), TableKey.Encode(key))
        {
            ["BodyHash"] = bodyHash, ["Subject"] = subject, ["Owner"] = owner, ["At"] = time.GetUtcNow(),
        };
        try
        {
            await table.AddEntityAsync(row, cancellation);
            return new IdempotencyOutcome.Begun(subject);
        }
        catch (RequestFailedException e) when (e.Status == 409)
        {
            // Somebody was here before.
        }

        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(row.PartitionKey, row.RowKey, cancellationToken: cancellation);
        if (!found.HasValue)
        {
            // Refused and freed just now: whoever asks again gets the key.
            return new IdempotencyOutcome.InFlight();
        }

        TableEntity before = found.Value!;
        TimeSpan age = time.GetUtcNow() - before.Time("At");
        if (age > Kept)
        {
            return await TakeOverAsync(table, row, before.ETag, subject, cancellation);
        }

        if (before.Text("BodyHash") != bodyHash)
        {
            return new IdempotencyOutcome.OtherBody();
        }

        if (before.GetBoolean("Done") == true)
        {
            return new IdempotencyOutcome.Replay(before.Text("Subject"), await payload.GetAsync(before, cancellation));
        }

        bool isDead = onlyHost && before.GetString("Owner") != owner;
        if (!isDead && age < InFlightMax)
        {
            return new IdempotencyOutcome.InFlight();
        }

        row["Subject"] = before.Text("Subject");
        return await TakeOverAsync(table, row, before.ETag, before.Text("Subject"), cancellation);
    }

    /// <summary>Keeps the response.</summary>
    public async Task CompleteAsync(string account, string key, string bodyHash, string subject, byte[] response, CancellationToken cancellation)
    {
        TableClient table = await tables.IdempotencyAsync(cancellation);
        TableEntity row = new(TableKey.Encode(account), TableKey.Encode(key))
        {
            ["BodyHash"] = bodyHash, ["Subject"] = subject, ["At"] = time.GetUtcNow(), ["Done"] = true,
        };
        await payload.PutAsync(row, response, cancellation);
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
    }

    /// <summary>Frees the key: the request was refused, and a corrected one may use it.</summary>
    public async Task ForgetAsync(string account, string key, CancellationToken cancellation)
    {
        TableClient table = await tables.IdempotencyAsync(cancellation);
        await table.DeleteEntityAsync(TableKey.Encode(account), TableKey.Encode(key), cancellationToken: cancellation);
    }

    /// <summary>Removes the responses that are no longer kept.</summary>
    public async Task SweepAsync(CancellationToken cancellation)
    {
        TableClient table = await tables.IdempotencyAsync(cancellation);
        DateTimeOffset oldest = time.GetUtcNow() - Kept;
        await RowRemoval.RemoveAsync(table, TableClient.CreateQueryFilter($"At lt {oldest}"), row => payload.RemoveAsync(row, cancellation), cancellation);
    }

    private static async Task<IdempotencyOutcome> TakeOverAsync(TableClient table, TableEntity row, ETag tag, string subject, CancellationToken cancellation)
    {
        try
        {
            await table.UpdateEntityAsync(row, tag, TableUpdateMode.Replace, cancellation);
            return new IdempotencyOutcome.Begun(subject);
        }
        catch (RequestFailedException e) when (e.Status == 412)
        {
            return new IdempotencyOutcome.InFlight();
        }
    }
}
