using System.Collections.Concurrent;
using Azure.Data.Tables;

namespace Coder.Runs.Storage;

/// <summary>The tables of runs, each made on first use.</summary>
public sealed class RunTables(TableServiceClient service)
{
    private readonly ConcurrentDictionary<string, Lazy<Task<TableClient>>> _tables = new(StringComparer.Ordinal);

    /// <summary>Runs by account and their index rows by state.</summary>
    internal Task<TableClient> RunsAsync() => GetAsync("runs");

    /// <summary>Events, partition run.</summary>
    internal Task<TableClient> EventsAsync() => GetAsync("runevents");

    /// <summary>Graph state and commands by step, node results, agent definitions.</summary>
    internal Task<TableClient> StepsAsync() => GetAsync("runsteps");

    /// <summary>Turns, claims and the tool journal, partition run.</summary>
    internal Task<TableClient> TurnsAsync() => GetAsync("runturns");

    /// <summary>Questions and answers, partition run.</summary>
    internal Task<TableClient> ApprovalsAsync() => GetAsync("runapprovals");

    /// <summary>What is stored of artifacts, partition run.</summary>
    internal Task<TableClient> ArtifactsAsync() => GetAsync("runartifacts");

    /// <summary>Responses by idempotency key, partition account.</summary>
    internal Task<TableClient> IdempotencyAsync() => GetAsync("idempotency");

    private Task<TableClient> GetAsync(string name) => _tables.GetOrAdd(name, n => new Lazy<Task<TableClient>>(() => CreateAsync(n))).Value;

    private async Task<TableClient> CreateAsync(string name)
    {
        try
        {
            TableClient table = service.GetTableClient(name);
            await table.CreateIfNotExistsAsync();
            return table;
        }
        catch
        {
            // The next caller tries again instead of seeing this failure for ever.
            _tables.TryRemove(name, out _);
            throw;
        }
    }
}
