namespace Microsoft.DurableTask;

/// <summary>How a new orchestration instance is started.</summary>
public record StartOrchestrationOptions
{
    public StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = null)
    {
        this.InstanceId = InstanceId;
        this.StartAt = StartAt;
    }

    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
        DedupeStatuses = options.DedupeStatuses;
    }

    /// <summary>1 to 100 characters without <c>/ \ # ?</c> and control characters; a random id when null.</summary>
    public string? InstanceId { get; init; }

    /// <summary>The instance stays pending until then; it starts at once when null or in the past.</summary>
    public DateTimeOffset? StartAt { get; init; }

    /// <summary>Names of statuses in which an existing instance of the same id is not replaced; one that has not ended is never replaced.</summary>
    public IReadOnlyList<string>? DedupeStatuses { get; init; }
}
