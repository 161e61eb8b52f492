using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Contracts;
using Coder.Functions.Runs;
using Coder.Runs.Artifacts;
using Coder.Runs.Records;
using Coder.Runs.Storage;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Ending;

/// <summary>Makes the artifacts of a run. All but the logs can be made again from rows, should a blob be lost.</summary>
public sealed class RunArtifacts(ArtifactStore store, DocumentStore documents, Transcript transcript, LogBundle logs, RunJournal journal)
{
    private const string PatchId = "patch";
    private static readonly string[] PatchKey = ["patch"];

    /// <summary>Keeps the run's patch in a row, while there is a workspace to make it from.</summary>
    public async Task KeepPatchAsync(RunRecord run, IWorkspaceSession workspace, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArgumentNullException.ThrowIfNull(workspace);
        WorkspaceDiff diff = await workspace.DiffAsync(cancellation);
        await documents.AddOrGetAsync(run.RunId, PatchKey, new PatchDocument(diff.Patch), cancellation);
    }

    /// <summary>Stores every artifact of the finished run.</summary>
    public async Task KeepAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        foreach ((string id, string name, string mediaType) in Kinds)
        {
            ArtifactView view = await store.PutAsync(run.RunId, id, name, mediaType, await MakeAsync(run, id, cancellation), cancellation);
            await journal.RunAsync(
                run.RunId,
                RunEventTypes.ArtifactCreated,
                $"artifact/{id}",
                new JsonObject { ["id"] = id, ["name"] = name, ["media_type"] = mediaType, ["size"] = view.Size, ["sha256"] = view.Sha256 },
                cancellation);
        }
    }

    /// <summary>The content of an artifact; made again and stored again when its blob is lost. Null: no such artifact. A log bundle is made again without the logs of commands, which are gone by then.</summary>
    public async Task<(ArtifactView Artifact, BinaryData Content)?> ReadAsync(RunRecord run, string id, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        ArtifactView? artifact = (await store.ListAsync(run.RunId, cancellation)).FirstOrDefault(a => a.Id == id);
        if (artifact is null)
        {
            return null;
        }

        if (await store.ReadAsync(run.RunId, artifact, cancellation) is { } content)
        {
            return (artifact, content);
        }

        BinaryData made = await MakeAsync(run, id, cancellation);
        artifact = await store.PutAsync(run.RunId, id, artifact.Name, artifact.MediaType, made, cancellation);
        // As it was stored, which is not always as it was made.
        return (artifact, await store.ReadAsync(run.RunId, artifact, cancellation) ?? throw new InvalidOperationException($"The artifact {id} of {run.RunId} vanished."));
    }

    /// <summary>The run's patch so far as it is kept; null before the run's end.</summary>
    public async Task<string?> PatchAsync(string runId, CancellationToken cancellation) =>
        (await documents.FindAsync<PatchDocument>(runId, PatchKey, cancellation))?.Patch;

    private static readonly (string Id, string Name, string MediaType)[] Kinds =
    [
        (PatchId, "change.patch", ArtifactStore.Patch),
        ("test-report", "test-report.json", "application/json"),
        ("transcript", "transcript.ndjson", "application/x-ndjson"),
        ("usage", "usage.json", "application/json"),
        ("log-bundle", "logs.zip", ArtifactStore.Archive),
    ];

    private async Task<BinaryData> MakeAsync(RunRecord run, string id, CancellationToken cancellation) => id switch
    {
        PatchId => new BinaryData(Encoding.UTF8.GetBytes(await PatchAsync(run.RunId, cancellation) ?? "")),
        "test-report" => new BinaryData(JsonSerializer.SerializeToUtf8Bytes(run.Gates, ApiJson.Options)),
        "transcript" => await transcript.WriteAsync(run, cancellation),
        // Without the platform's share, which is known only after the artifacts: made again, it has to be the same.
        "usage" => new BinaryData(JsonSerializer.SerializeToUtf8Bytes((run.Usage with { PlatformSeconds = null }).ToView(), ApiJson.Options)),
        "log-bundle" => await logs.WriteAsync(run, cancellation),
        _ => throw new ArgumentOutOfRangeException(nameof(id), id, "No such kind of artifact."),
    };

    private sealed record PatchDocument(string Patch);
}
