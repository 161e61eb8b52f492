using System.Security.Cryptography;
using Azure;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Coder.Contracts;
using Coder.Redaction;
using Coder.Runs.Redaction;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Runs.Artifacts;

/// <summary>
/// Artifacts: a row with hash, size and type; the content in a blob <c>runs/{runId}/{name}</c>. Nothing is stored but redacted; into an archive nobody
/// can look, so its entries must have been (<see cref="RedactorAsync"/>).
/// </summary>
public sealed class ArtifactStore(RunTables tables, BlobServiceClient blobs, RunRedactors redactors, TimeProvider time)
{
    public const string Archive = "application/zip";
    public const string Patch = "text/x-diff";

    private const string ContainerName = "runs";

    private readonly BlobContainerClient _container = blobs.GetBlobContainerClient(ContainerName);

    /// <summary>Stores or replaces an artifact.</summary>
    public async Task<ArtifactView> PutAsync(string runId, string id, string name, string mediaType, BinaryData content, CancellationToken cancellation)
    {
        content = Safe(await RedactorAsync(runId, cancellation), mediaType, content);
        await UploadAsync(runId, name, content, cancellation);
        ArtifactView view = new(id, name, mediaType, content.ToMemory().Length, Hash(content), time.GetUtcNow());
        TableClient table = await tables.ArtifactsAsync(cancellation);
        TableEntity row = new(TableKey.Encode(runId), TableKey.Encode(id))
        {
            ["Id"] = id, ["Name"] = name, ["MediaType"] = mediaType, ["Size"] = view.Size, ["Sha256"] = view.Sha256, ["CreatedAt"] = view.CreatedAt,
        };
        await table.UpsertEntityAsync(row, TableUpdateMode.Replace, cancellation);
        return view;
    }

    /// <summary>What an archive's entries are to be written through.</summary>
    public ValueTask<Redactor> RedactorAsync(string runId, CancellationToken cancellation) => redactors.OfAsync(runId, cancellation);

    public async Task<IReadOnlyList<ArtifactView>> ListAsync(string runId, CancellationToken cancellation)
    {
        TableClient table = await tables.ArtifactsAsync(cancellation);
        string partition = TableKey.Encode(runId);
        List<ArtifactView> artifacts = [];
        await foreach (TableEntity row in table.QueryAsync<TableEntity>(TableClient.CreateQueryFilter($"PartitionKey eq {partition}"), cancellationToken: cancellation))
        {
            artifacts.Add(new ArtifactView(
                row.Text("Id"), row.Text("Name"), row.Text("MediaType"), row.Int64("Size"), row.Text("Sha256"), row.Time("CreatedAt")));
        }

        return artifacts;
    }

    /// <summary>The content, or null when the blob is lost (the caller rebuilds it) or is not what the row says.</summary>
    public async Task<BinaryData?> ReadAsync(string runId, ArtifactView artifact, CancellationToken cancellation)
    {
        try
        {
            BinaryData content = (await Blob(runId, artifact.Name).DownloadContentAsync(cancellation)).Value.Content;
            return Hash(content) == artifact.Sha256 ? content : null;
        }
        catch (RequestFailedException e) when (e.Status == 404)
        {
            return null;
        }
    }

    /// <summary>Removes all artifacts of a run. May be repeated.</summary>
    public async Task RemoveAsync(string runId, CancellationToken cancellation)
    {
        TableClient table = await tables.ArtifactsAsync(cancellation);
        string partition = TableKey.Encode(runId);
        await RowRemoval.RemoveAsync(
            table,
            TableClient.CreateQueryFilter($"PartitionKey eq {partition}"),
            row => Blob(runId, row.Text("Name")).DeleteIfExistsAsync(cancellationToken: cancellation),
            cancellation);
    }

    private static BinaryData Safe(Redactor redactor, string mediaType, BinaryData content) => mediaType switch
    {
        Archive => content,
        // It has to apply: what the repository has stays, unless the host must keep it secret.
        Patch => new BinaryData(redactor.RedactPatch(content.ToString())),
        _ => new BinaryData(redactor.Redact(content.ToMemory().Span)),
    };

    private async Task UploadAsync(string runId, string name, BinaryData content, CancellationToken cancellation)
    {
        try
        {
            await Blob(runId, name).UploadAsync(content, overwrite: true, cancellation);
        }
        catch (RequestFailedException e) when (e.ErrorCode == "ContainerNotFound")
        {
            await _container.CreateIfNotExistsAsync(cancellationToken: cancellation);
            await Blob(runId, name).UploadAsync(content, overwrite: true, cancellation);
        }
    }

    private BlobClient Blob(string runId, string name) => _container.GetBlobClient($"{runId}/{name}");

    private static string Hash(BinaryData content) => Convert.ToHexStringLower(SHA256.HashData(content.ToMemory().Span));
}
