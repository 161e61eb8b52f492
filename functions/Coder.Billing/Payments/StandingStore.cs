using System.Text.Json;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Billing.Payments;

/// <summary>The standing of every account, as last learned from Stripe.</summary>
public sealed class StandingStore(TableServiceClient tables)
{
    private const string Row = "standing";
    private const string Column = "Standing";

    private readonly CreatedTable _table = new(tables, "billing");

    /// <summary>The standing, and the tag that a write needs; <see cref="Standing.Free"/> and no tag where none is stored.</summary>
    public async Task<(Standing Standing, ETag? Tag)> ReadAsync(string account, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(TableKey.Encode(account), Row, cancellationToken: cancellation);
        return found.HasValue
            ? (JsonSerializer.Deserialize<Standing>(found.Value!.GetString(Column)!) ?? Standing.Free, found.Value!.ETag)
            : (Standing.Free, null);
    }

    /// <summary>Writes what was learned after <paramref name="tag"/> was read. False when somebody else has written since: ask Stripe again.</summary>
    public async Task<bool> TryWriteAsync(string account, Standing standing, ETag? tag, CancellationToken cancellation)
    {
        TableClient table = await _table.GetAsync(cancellation);
        TableEntity row = new(TableKey.Encode(account), Row) { [Column] = JsonSerializer.Serialize(standing) };
        try
        {
            await (tag is { } known ? table.UpdateEntityAsync(row, known, TableUpdateMode.Replace, cancellation) : table.AddEntityAsync(row, cancellation));
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 409 or 412)
        {
            return false;
        }
    }
}
