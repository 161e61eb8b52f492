namespace Microsoft.DurableTask.Client;

/// <summary>Which instances to list, oldest first.</summary>
/// <param name="CreatedFrom">Created at or after.</param>
/// <param name="CreatedTo">Created at or before.</param>
/// <param name="Statuses">Any of these; all when null or empty.</param>
/// <param name="TaskHubNames">Any of these; this hub when null or empty.</param>
/// <param name="InstanceIdPrefix">Ids that begin with this.</param>
/// <param name="PageSize">Instances a page at most.</param>
/// <param name="FetchInputsAndOutputs">With inputs, outputs and custom statuses.</param>
/// <param name="ContinuationToken">Of the page before.</param>
public record OrchestrationQuery(
    DateTimeOffset? CreatedFrom = null,
    DateTimeOffset? CreatedTo = null,
    IEnumerable<OrchestrationRuntimeStatus>? Statuses = null,
    IEnumerable<string>? TaskHubNames = null,
    string? InstanceIdPrefix = null,
    int PageSize = OrchestrationQuery.DefaultPageSize,
    bool FetchInputsAndOutputs = false,
    string? ContinuationToken = null)
{
    public const int DefaultPageSize = 100;
}
