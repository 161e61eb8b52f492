using Microsoft.DurableTask.Engine;
using Microsoft.DurableTask.History;
using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Client;

/// <summary>The client of the engine in this process.</summary>
internal sealed class EmbeddedDurableTaskClient(string name, Func<DurableEngine> engine) : DurableTaskClient(name), IDisposable
{
    /// <summary>More changes than this at a time wait for their turn at the caller, so that a flood of requests cannot fill the memory.</summary>
    private const int ConcurrentChangesMax = 1024;

    private const int PurgedPerTransactionMax = 100;

    private readonly SemaphoreSlim _changes = new(ConcurrentChangesMax);

    public override Task<string> ScheduleNewOrchestrationInstanceAsync(
        TaskName orchestratorName, object? input = null, StartOrchestrationOptions? options = null, CancellationToken cancellation = default)
    {
        DurableEngine target = engine();
        string id = InstanceIds.Checked(options?.InstanceId ?? Guid.NewGuid().ToString("N"));
        DateTime now = target.Time.GetUtcNow().UtcDateTime;
        DateTime? startAt = options?.StartAt is { } time && time.UtcDateTime > now ? time.UtcDateTime : null;
        NewInstance instance = new(id, orchestratorName.Name, target.Converter.Serialize(input), now, startAt, null);
        IReadOnlyList<OrchestrationRuntimeStatus> dedupe = [.. (options?.DedupeStatuses ?? []).Select(Status)];
        return LimitedAsync(cancellation, async () =>
        {
            long key = await target.ChangeAsync(connection => target.Writer.Create(connection, instance, dedupe), key => startAt is null ? key : null);
            if (startAt is not null)
            {
                target.AddTimer(new TimerRow(key, 1, TimerRow.Start, startAt.Value));
            }

            return id;
        });
    }

    public override Task RaiseEventAsync(string instanceId, string eventName, object? eventPayload = null, CancellationToken cancellation = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        return MessageAsync(instanceId, new EventRaised(eventName, engine().Converter.Serialize(eventPayload)), cancellation);
    }

    public override Task TerminateInstanceAsync(string instanceId, TerminateInstanceOptions? options = null, CancellationToken cancellation = default) =>
        MessageAsync(instanceId, new ExecutionTerminated(engine().Converter.Serialize(options?.Output), options?.Recursive ?? false), cancellation);

    public override Task SuspendInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        MessageAsync(instanceId, new ExecutionSuspended(reason), cancellation);

    public override Task ResumeInstanceAsync(string instanceId, string? reason = null, CancellationToken cancellation = default) =>
        MessageAsync(instanceId, new ExecutionResumed(reason), cancellation);

    public override Task<OrchestrationMetadata?> GetInstancesAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default)
    {
        cancellation.ThrowIfCancellationRequested();
        return Task.FromResult(engine().Metadata.Find(instanceId, getInputsAndOutputs));
    }

    public override AsyncPageable<OrchestrationMetadata> GetAllInstancesAsync(OrchestrationQuery? filter = null)
    {
        OrchestrationQuery query = filter ?? new OrchestrationQuery();
        return Pageable.Create((token, hint, cancellation) =>
        {
            cancellation.ThrowIfCancellationRequested();
            return Task.FromResult(engine().Metadata.List(query, token ?? query.ContinuationToken, hint ?? query.PageSize));
        });
    }

    public override Task<OrchestrationMetadata> WaitForInstanceStartAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, metadata => metadata.RuntimeStatus != OrchestrationRuntimeStatus.Pending, cancellation);

    public override Task<OrchestrationMetadata> WaitForInstanceCompletionAsync(
        string instanceId, bool getInputsAndOutputs = false, CancellationToken cancellation = default) =>
        WaitAsync(instanceId, getInputsAndOutputs, metadata => metadata.IsCompleted, cancellation);

    public override async Task<PurgeResult> PurgeInstanceAsync(string instanceId, PurgeInstanceOptions? options = null, CancellationToken cancellation = default) =>
        new(await PurgeAsync([instanceId], options, cancellation));

    public override async Task<PurgeResult> PurgeAllInstancesAsync(
        PurgeInstancesFilter filter, PurgeInstanceOptions? options = null, CancellationToken cancellation = default)
    {
        ArgumentNullException.ThrowIfNull(filter);
        int purged = 0;
        while (engine().Metadata.Ended(filter, PurgedPerTransactionMax) is { Count: > 0 } ids)
        {
            int count = await PurgeAsync(ids, options, cancellation);
            purged += count;
            if (count == 0)
            {
                break;
            }
        }

        return new PurgeResult(purged);
    }

    public override ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    public void Dispose() => _changes.Dispose();

    private static OrchestrationRuntimeStatus Status(string name) =>
        Enum.TryParse(name, ignoreCase: true, out OrchestrationRuntimeStatus status) && Enum.IsDefined(status)
            ? status
            : throw new ArgumentException($"'{name}' is no status of an orchestration; use names of {nameof(OrchestrationRuntimeStatus)}.");

    private Task<int> PurgeAsync(IReadOnlyList<string> ids, PurgeInstanceOptions? options, CancellationToken cancellation)
    {
        DurableEngine target = engine();
        bool recursive = options?.Recursive ?? false;
        return LimitedAsync(
            cancellation,
            () => target.ChangeAsync(connection => ids.Sum(id => target.Writer.Purge(connection, id, recursive)), _ => null));
    }

    private Task MessageAsync(string instanceId, HistoryEvent message, CancellationToken cancellation)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        DurableEngine target = engine();
        return LimitedAsync(cancellation, () => target.ChangeAsync(connection => target.Writer.Message(connection, instanceId, message), key => key));
    }

    private async Task<T> LimitedAsync<T>(CancellationToken cancellation, Func<Task<T>> change)
    {
        await _changes.WaitAsync(cancellation);
        try
        {
            return await change();
        }
        finally
        {
            _changes.Release();
        }
    }

    private async Task<OrchestrationMetadata> WaitAsync(
        string instanceId, bool payloads, Func<OrchestrationMetadata, bool> isDone, CancellationToken cancellation)
    {
        DurableEngine target = engine();
        using CancellationTokenSource either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, target.Stopped);
        while (true)
        {
            // Subscribed before the look, so that no change falls between the two.
            using InstanceChanges.Subscription subscription = target.Changes.Subscribe(instanceId);
            if (target.Metadata.Find(instanceId, payloads) is { } metadata && isDone(metadata))
            {
                return metadata;
            }

            await subscription.Changed.WaitAsync(either.Token);
        }
    }
}
