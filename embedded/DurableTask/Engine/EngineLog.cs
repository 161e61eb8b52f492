using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

internal static partial class EngineLog
{
    [LoggerMessage(1, LogLevel.Information, "{InstanceId}: orchestrator {Name} ended: {Outcome}.")]
    internal static partial void OrchestrationEnded(this ILogger logger, string instanceId, string name, string outcome);

    [LoggerMessage(2, LogLevel.Warning, "{InstanceId}: orchestrator {Name} failed: {ErrorType}.")]
    internal static partial void OrchestrationFailed(this ILogger logger, string instanceId, string name, string errorType);

    [LoggerMessage(3, LogLevel.Warning, "{InstanceId}: activity {Name} (#{Id}) failed: {ErrorType}.")]
    internal static partial void ActivityFailed(this ILogger logger, string instanceId, string name, int id, string errorType);

    [LoggerMessage(4, LogLevel.Error, "The store failed a step of instance key {Key}; it is tried again in {Pause}.")]
    internal static partial void StepNotStored(this ILogger logger, Exception error, long key, TimeSpan pause);

    [LoggerMessage(8, LogLevel.Warning, "A turn of instance key {Key} cannot be run; it is tried again in {Pause}.")]
    internal static partial void TurnFailed(this ILogger logger, Exception error, long key, TimeSpan pause);

    [LoggerMessage(9, LogLevel.Error, "{InstanceId}: failed, its work is poison: {Failure}")]
    internal static partial void Poisoned(this ILogger logger, string instanceId, string failure);

    [LoggerMessage(5, LogLevel.Information, "Task hub {Hub} started: {Instances} instances to go on, {Activities} activities to run again, {Timers} timers.")]
    internal static partial void Started(this ILogger logger, string hub, int instances, int activities, int timers);

    [LoggerMessage(6, LogLevel.Information, "Task hub {Hub} stopped; {Interrupted} interrupted activities run again at the next start.")]
    internal static partial void Stopped(this ILogger logger, string hub, int interrupted);

    [LoggerMessage(7, LogLevel.Error, "The store failed the start of activity #{Id} of instance key {Key}; it is tried again in {Pause}.")]
    internal static partial void ActivityNotStarted(this ILogger logger, Exception error, long key, int id, TimeSpan pause);
}
