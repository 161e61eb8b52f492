using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Forge.GitHub.Setup;

/// <summary>What a set-up says to GitHub and has to hear again: random, good once and for an hour. So nobody can bring this host an App of theirs.</summary>
public sealed class SetupStates(TableServiceClient tables, TimeProvider time)
{
    /// <summary>As long as GitHub's code lives.</summary>
    public static readonly TimeSpan Life = TimeSpan.FromHours(1);

    private const string Partition = "github-setup";
    private const int StateBytes = 32;
    private const string Until = "Until";

    private readonly CreatedTable _table = new(tables, "setup");

    /// <summary>A new one; what was asked for before is forgotten.</summary>
    public async Task<string> IssueAsync(CancellationToken cancellationToken)
    {
        string state = Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(StateBytes));
        TableEntity row = new(Partition, "state") { ["Hash"] = HashOf(state), [Until] = time.GetUtcNow() + Life };
        await (await _table.GetAsync(cancellationToken)).UpsertEntityAsync(row, TableUpdateMode.Replace, cancellationToken);
        return state;
    }

    /// <summary>True once, for the state that was issued last.</summary>
    public async Task<bool> TakeAsync(string state, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(state);
        TableClient table = await _table.GetAsync(cancellationToken);
        NullableResponse<TableEntity> found = await table.GetEntityIfExistsAsync<TableEntity>(Partition, "state", cancellationToken: cancellationToken);
        if (!found.HasValue || found.Value!.GetString("Hash") != HashOf(state) || found.Value.GetDateTimeOffset(Until) <= time.GetUtcNow())
        {
            return false;
        }

        try
        {
            await table.DeleteEntityAsync(Partition, "state", found.Value.ETag, cancellationToken);
            return true;
        }
        catch (RequestFailedException e) when (e.Status is 404 or 412)
        {
            return false;
        }
    }

    // By its hash it is compared: how long that takes says nothing about the state.
    private static string HashOf(string state) => Convert.ToHexStringLower(SHA256.HashData(System.Text.Encoding.UTF8.GetBytes(state)));
}
