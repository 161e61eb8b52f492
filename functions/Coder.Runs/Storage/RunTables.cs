using Azure.Data.Tables;
using Coder.Storage;

namespace Coder.Runs.Storage;

/// <summary>The tables of runs.</summary>
public sealed class RunTables(TableServiceClient tables)
{
    private readonly CreatedTable _runs = new(tables, "runs");
    private readonly CreatedTable _events = new(tables, "runevents");
    private readonly CreatedTable _steps = new(tables, "runsteps");
    private readonly CreatedTable _turns = new(tables, "runturns");
    private readonly CreatedTable _approvals = new(tables, "runapprovals");
    private readonly CreatedTable _artifacts = new(tables, "runartifacts");
    private readonly CreatedTable _idempotency = new(tables, "idempotency");

    /// <summary>Runs by account and their index rows by state.</summary>
    internal ValueTask<TableClient> RunsAsync(CancellationToken cancellation) => _runs.GetAsync(cancellation);

    /// <summary>Events, partition run.</summary>
    internal ValueTask<TableClient> EventsAsync(CancellationToken cancellation) => _events.GetAsync(cancellation);

    /// <summary>Graph state and commands by step, node results, agent definitions.</summary>
    internal ValueTask<TableClient> StepsAsync(CancellationToken cancellation) => _steps.GetAsync(cancellation);

    /// <summary>Turns, claims and the tool journal, partition run.</summary>
    internal ValueTask<TableClient> TurnsAsync(CancellationToken cancellation) => _turns.GetAsync(cancellation);

    /// <summary>Questions and answers, partition run.</summary>
    internal ValueTask<TableClient> ApprovalsAsync(CancellationToken cancellation) => _approvals.GetAsync(cancellation);

    /// <summary>What is stored of artifacts, partition run.</summary>
    internal ValueTask<TableClient> ArtifactsAsync(CancellationToken cancellation) => _artifacts.GetAsync(cancellation);

    /// <summary>Responses by idempotency key, partition account.</summary>
    internal ValueTask<TableClient> IdempotencyAsync(CancellationToken cancellation) => _idempotency.GetAsync(cancellation);
}
