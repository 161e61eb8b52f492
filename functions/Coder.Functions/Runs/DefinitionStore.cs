using System.Collections.Concurrent;
using Coder.Graphs.Definition;
using Coder.Graphs.Folders;
using Coder.Runs.Storage;

namespace Coder.Functions.Runs;

/// <summary>Agents' folders as they were when runs started, by hash: a run keeps to its definition however long it waits.</summary>
public sealed class DefinitionStore(DocumentStore documents, HostIdentity host)
{
    private const string Partition = "definitions";

    private readonly ConcurrentDictionary<string, GraphDefinition> _parsed = new(StringComparer.Ordinal);

    /// <summary>Keeps a folder's files.</summary>
    public async Task KeepAsync(AgentFolder folder, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(folder);
        if (await documents.ExistsAsync(Partition, [folder.DefinitionHash], cancellation))
        {
            return;
        }

        DefinitionDocument document = new(folder.Name, folder.Files.ToDictionary(f => f.Path, f => f.Content.ToArray(), StringComparer.Ordinal));
        await documents.AddOrGetAsync(Partition, [folder.DefinitionHash], document, cancellation);
    }

    /// <summary>The definition of a kept folder.</summary>
    public async Task<GraphDefinition> LoadAsync(string hash, CancellationToken cancellation)
    {
        if (_parsed.TryGetValue(hash, out GraphDefinition? known))
        {
            return known;
        }

        DefinitionDocument document = await ReadAsync(hash, cancellation);
        AgentFolder folder = new(
            document.Name, [.. document.Files.Select(f => new AgentFile(f.Key, f.Value))], new Dictionary<string, AgentKind>(), []);
        // Parsed only: it was validated when the run started, and rules that came later must not stop it.
        GraphDefinition definition = GraphParser.Parse(AgentFolder.GraphFile, folder.Find(AgentFolder.GraphFile)!.Content.Span).Definition
            ?? throw new InvalidOperationException($"The definition {hash} can no longer be parsed.");
        return _parsed.GetOrAdd(hash, definition);
    }

    /// <summary>A kept folder on this machine's disk, for scripts.</summary>
    public async Task<string> FolderAsync(string hash, CancellationToken cancellation)
    {
        string folder = Path.Combine(host.Home, "agents", hash);
        foreach ((string name, byte[] content) in (await ReadAsync(hash, cancellation)).Files)
        {
            string file = Path.Combine(folder, name);
            if (!File.Exists(file))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(file)!);
                // A name of its own: two runs may meet a new agent at once.
                string partial = $"{file}.{Guid.NewGuid():N}";
                await File.WriteAllBytesAsync(partial, content, cancellation);
                File.Move(partial, file, overwrite: true);
            }
        }

        return folder;
    }

    private async Task<DefinitionDocument> ReadAsync(string hash, CancellationToken cancellation) =>
        await documents.FindAsync<DefinitionDocument>(Partition, [hash], cancellation) ?? throw new InvalidOperationException($"The definition {hash} was never kept.");

    private sealed record DefinitionDocument(string Name, IReadOnlyDictionary<string, byte[]> Files);
}
