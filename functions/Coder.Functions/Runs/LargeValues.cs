using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Coder.Graphs.Stepping;
using Coder.Runs.Storage;
using Coder.Storage;

namespace Coder.Functions.Runs;

/// <summary>
/// The large values of a run's states (its prompt, a model's answer, a log), each kept once under its hash: the row of a step does not grow with them,
/// however many steps they live through.
/// </summary>
public sealed class LargeValues(DocumentStore documents)
{
    /// <summary>A value whose JSON is longer is kept by itself.</summary>
    internal const int CharsMax = 2048;

    private const long RememberedCharsMax = 8 * 1024 * 1024;

    private readonly RecentValues<string, JsonNode> _known = new(RememberedCharsMax);

    /// <summary>Keeps the large ones among a state's values, and names them.</summary>
    /// <param name="before">The step before: what it kept is not measured again.</param>
    internal async Task<IReadOnlyDictionary<string, string>> KeepAsync(string runId, JsonObject values, RunStep? before, CancellationToken cancellation)
    {
        Dictionary<string, string> kept = new(StringComparer.Ordinal);
        foreach ((string key, JsonNode? value) in values)
        {
            if (before is not null && before.Kept.TryGetValue(key, out string? same) && JsonNode.DeepEquals(before.State.Values[key], value))
            {
                kept.Add(key, same);
            }
            else if (GraphJson.IsLongerThan(value, CharsMax))
            {
                kept.Add(key, await KeepAsync(runId, value!, cancellation));
            }
        }

        return kept;
    }

    /// <summary>The state without what is kept by itself: null stands in its place, so that the order of keys stays.</summary>
    internal static GraphState TakeOut(GraphState state, IReadOnlyDictionary<string, string> kept) => kept.Count == 0 ? state : state with
    {
        Values = new JsonObject(state.Values.Select(pair => KeyValuePair.Create(pair.Key, kept.ContainsKey(pair.Key) ? null : pair.Value?.DeepClone()))),
    };

    /// <summary>Puts the values back in their places.</summary>
    internal async Task PutBackAsync(string runId, JsonObject values, IReadOnlyDictionary<string, string> kept, CancellationToken cancellation)
    {
        foreach ((string key, string hash) in kept)
        {
            values[key] = await ReadAsync(runId, hash, cancellation);
        }
    }

    private async Task<string> KeepAsync(string runId, JsonNode value, CancellationToken cancellation)
    {
        string json = GraphJson.Write(value);
        string hash = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(json)));
        await documents.AddOrGetAsync(runId, Key(hash), new LargeValue(json), cancellation);
        return hash;
    }

    private async Task<JsonNode> ReadAsync(string runId, string hash, CancellationToken cancellation)
    {
        if (!_known.TryGet(hash, out JsonNode? value))
        {
            LargeValue read = await documents.FindAsync<LargeValue>(runId, Key(hash), cancellation)
                ?? throw new InvalidOperationException($"The value {hash} of run {runId} was never kept.");
            // A text as text, not as the JSON it was read from: then a copy of the state shares it.
            value = read.Json[0] == '"' ? JsonValue.Create(JsonSerializer.Deserialize<string>(read.Json)!) : GraphJson.Parse(read.Json)!;
            _known.Put(hash, value, read.Json.Length);
        }

        return value.DeepClone();
    }

    private static string[] Key(string hash) => ["value", hash];

    private sealed record LargeValue(string Json);
}
