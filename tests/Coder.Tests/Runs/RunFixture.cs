using Coder.Audit;
using Coder.Functions.Runs;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Azure.Storage.Blobs;
using Coder.Runs.Approvals;
using Coder.Redaction;
using Coder.Runs.Events;
using Coder.Runs.Redaction;
using Coder.Runs.Steps;
using Coder.Runs.Storage;
using Coder.Runs.Turns;
using Coder.Testing;

namespace Coder.Tests.Runs;

/// <summary>The stores of runs over SQLite tables and blobs in memory, with a clock that moves only when told.</summary>
internal sealed class RunFixture : IDisposable
{
    private readonly TemporaryTables _files = new();

    internal RunFixture()
    {
        Tables = new RunTables(_files.Client);
        Payload = new RowPayload(new BlobServiceClient(new Uri("https://memory.invalid"), new BlobClientOptions { Transport = new HttpClientTransport(Blobs) }));
        Runs = new RunStore(Tables, Payload);
        Documents = new DocumentStore(Tables, Payload);
        Idempotency = new IdempotencyStore(Tables, Payload, Time);
        Redactors = new RunRedactors(() => Secrets, new LogRedactor(() => Secrets), Documents);
        Events = new EventLog(Tables, Redactors, Signals, Time);
        Steps = new StepStore(Tables, Payload, Events);
        Approvals = new ApprovalStore(Tables, Payload);
        Turns = new TurnStore(Tables, Payload, Time);
        Journal = new ToolJournal(Tables, Payload);
        Audit = new RunAudit(new AuditTrail(_files.Client, Time), Redactors);
    }

    internal ManualTime Time { get; } = new();

    internal MemoryBlobs Blobs { get; } = new();

    internal TableServiceClient Client => _files.Client;

    internal RunTables Tables { get; }

    internal RowPayload Payload { get; }

    internal RunStore Runs { get; }

    internal DocumentStore Documents { get; }

    internal IdempotencyStore Idempotency { get; }

    /// <summary>The host's.</summary>
    internal List<Secret> Secrets { get; } = [];

    internal RunRedactors Redactors { get; }

    internal RunAudit Audit { get; }

    internal EventSignals Signals { get; } = new();

    internal EventLog Events { get; }

    internal StepStore Steps { get; }

    internal ApprovalStore Approvals { get; }

    internal TurnStore Turns { get; }

    internal ToolJournal Journal { get; }

    public void Dispose()
    {
        _files.Dispose();
        Blobs.Dispose();
    }
}
