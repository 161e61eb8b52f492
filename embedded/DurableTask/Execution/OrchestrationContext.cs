using System.Globalization;
using Microsoft.DurableTask.History;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Execution;

/// <summary>The context of one generation of one instance: hands out tasks, collects what the code asks for.</summary>
internal sealed class OrchestrationContext(InstanceIdentity identity, ExecutionServices services, StepThread thread) : TaskOrchestrationContext
{
    private readonly Dictionary<int, OpenTask> _open = [];
    private readonly ExternalEvents _events = new(thread);
    private List<OrchestrationAction> _actions = [];
    private List<int> _cancelledTimers = [];
    private string?[]? _customStatus;
    private DateTime _now;
    private bool _replaying;
    private int _nextId;
    private int _nextGuid;

    public override TaskName Name { get; } = identity.Name;

    public override string InstanceId => identity.InstanceId;

    public override ParentOrchestrationInstance? Parent => identity.Parent;

    public override DateTime CurrentUtcDateTime => _now;

    public override bool IsReplaying => _replaying;

    protected override ILoggerFactory LoggerFactory => services.Loggers;

    internal string? SerializedInput => identity.Input;

    internal ExternalEvents Events => _events;

    /// <summary>The input of the next generation, in an array of one; null unless the code asked to continue as new.</summary>
    internal string?[]? NextInput { get; private set; }

    internal bool CarriesEvents { get; private set; }

    /// <summary>Whether anything durable can still wake the code.</summary>
    internal bool HasOpenWork => _open.Count > 0 || _events.HasWaiters;

    public override T? GetInput<T>()
        where T : default => services.Converter.Deserialize<T>(identity.Input);

    public override Task<TResult> CallActivityAsync<TResult>(TaskName name, object? input = null, TaskOptions? options = null)
    {
        thread.Demand();
        string? payload = services.Converter.Serialize(input);
        return Retries.RunAsync(this, options?.Retry, () => ResultAsync<TResult>(Open(id => new ActivityScheduled(id, name.Name), name, payload)));
    }

    public override Task<TResult> CallSubOrchestratorAsync<TResult>(TaskName orchestratorName, object? input = null, TaskOptions? options = null)
    {
        thread.Demand();
        string instanceId = (options as SubOrchestrationOptions)?.InstanceId ?? NewGuid().ToString("N");
        string? payload = services.Converter.Serialize(input);
        return Retries.RunAsync(
            this,
            options?.Retry,
            () => ResultAsync<TResult>(Open(id => new SubOrchestrationScheduled(id, orchestratorName.Name, instanceId), orchestratorName, payload)));
    }

    public override async Task CreateTimer(DateTime fireAt, CancellationToken cancellationToken)
    {
        thread.Demand();
        fireAt = fireAt.Kind == DateTimeKind.Local ? fireAt.ToUniversalTime() : DateTime.SpecifyKind(fireAt, DateTimeKind.Utc);
        while (fireAt - _now > services.TimerMax)
        {
            await TimerAsync(_now + services.TimerMax, cancellationToken);
        }

        await TimerAsync(fireAt, cancellationToken);
    }

    public override Task<T> WaitForExternalEvent<T>(string eventName, CancellationToken cancellationToken = default)
    {
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        thread.Demand();
        return PayloadAsync<T>(_events.WaitAsync(eventName, typeof(T), cancellationToken));
    }

    public override void SendEvent(string instanceId, string eventName, object payload)
    {
        ArgumentException.ThrowIfNullOrEmpty(instanceId);
        ArgumentException.ThrowIfNullOrEmpty(eventName);
        thread.Demand();
        _actions.Add(new(new EventSent(_nextId++, instanceId, eventName), services.Converter.Serialize(payload)));
    }

    public override void SetCustomStatus(object? customStatus)
    {
        thread.Demand();
        _customStatus = [services.Converter.Serialize(customStatus)];
    }

    public override void ContinueAsNew(object? newInput = null, bool preserveUnprocessedEvents = true)
    {
        thread.Demand();
        NextInput = [services.Converter.Serialize(newInput)];
        CarriesEvents = preserveUnprocessedEvents;
    }

    public override Guid NewGuid()
    {
        thread.Demand();
        return DeterministicGuid.Create(string.Create(CultureInfo.InvariantCulture, $"{InstanceId}_{_now:o}_{_nextGuid++}"));
    }

    internal void BeginStep(DateTime now, bool replaying)
    {
        _now = now;
        _replaying = replaying;
        _actions = [];
        _cancelledTimers = [];
        _customStatus = null;
    }

    internal StepResult EndStep(ExecutionEnd? end) => new(_actions, _cancelledTimers, _customStatus, end);

    /// <summary>The task of that number, which is no longer open then; null when it was cancelled or the number is stale.</summary>
    internal OpenTask? Close(int id) => _open.Remove(id, out OpenTask? task) ? task : null;

    private OpenTask Open(Func<int, RecordedAction> record, string name, string? payload)
    {
        thread.Demand();
        int id = _nextId++;
        OpenTask task = new(id, name);
        _open.Add(id, task);
        _actions.Add(new(record(id), payload));
        return task;
    }

    private async Task<T> PayloadAsync<T>(Task<string?> payload) => services.Converter.Deserialize<T>(await payload)!;

    private async Task<TResult> ResultAsync<TResult>(OpenTask task) => services.Converter.Deserialize<TResult>(await task.Result)!;

    private async Task TimerAsync(DateTime fireAt, CancellationToken cancellation)
    {
        cancellation.ThrowIfCancellationRequested();
        int id = _nextId;
        OpenTask timer = Open(number => new TimerCreated(number, fireAt), "timer", null);

        // A cancellation from another thread (a wall clock, CancelAsync) is no part of the history.
        using CancellationTokenRegistration registration = cancellation.Register(() =>
        {
            if (thread.IsHereOrReport() && Close(id) is not null)
            {
                _cancelledTimers.Add(id);
                timer.Cancel(cancellation);
            }
        });
        await timer.Result;
    }
}
