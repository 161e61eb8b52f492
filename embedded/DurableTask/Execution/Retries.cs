using Microsoft.DurableTask.Storage;

namespace Microsoft.DurableTask.Execution;

/// <summary>Tries a task again as its options say; pauses are durable timers.</summary>
internal static class Retries
{
    internal static Task<T> RunAsync<T>(TaskOrchestrationContext context, TaskRetryOptions? options, Func<Task<T>> attempt) => options switch
    {
        null => attempt(),
        { Policy: { } policy } => RunAsync(context, policy, attempt),
        _ => RunAsync(context, options.Handler!, attempt),
    };

    private static async Task<T> RunAsync<T>(TaskOrchestrationContext context, RetryPolicy policy, Func<Task<T>> attempt)
    {
        DateTime started = context.CurrentUtcDateTime;
        for (int number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e) when (
                number < policy.MaxNumberOfAttempts && Failures.IsRetriable(e.FailureDetails) && policy.Handle(e) && !IsLate(context, policy, started))
            {
                await context.CreateTimer(Pause(policy, number), CancellationToken.None);
            }
        }
    }

    private static async Task<T> RunAsync<T>(TaskOrchestrationContext context, AsyncRetryHandler handler, Func<Task<T>> attempt)
    {
        DateTime started = context.CurrentUtcDateTime;
        for (int number = 1; ; number++)
        {
            try
            {
                return await attempt();
            }
            catch (TaskFailedException e) when (Failures.IsRetriable(e.FailureDetails))
            {
                RetryContext retry = new(context, number, e.FailureDetails, context.CurrentUtcDateTime - started, CancellationToken.None);
                if (!await handler(retry))
                {
                    throw;
                }
            }
        }
    }

    private static bool IsLate(TaskOrchestrationContext context, RetryPolicy policy, DateTime started) =>
        policy.RetryTimeout != Timeout.InfiniteTimeSpan && context.CurrentUtcDateTime - started >= policy.RetryTimeout;

    /// <summary>The pause after attempt <paramref name="number"/> (1 for the first).</summary>
    private static TimeSpan Pause(RetryPolicy policy, int number)
    {
        double ticks = policy.FirstRetryInterval.Ticks * Math.Pow(policy.BackoffCoefficient, number - 1);
        TimeSpan longest = policy.MaxRetryInterval == Timeout.InfiniteTimeSpan ? TimeSpan.MaxValue : policy.MaxRetryInterval;
        return ticks < longest.Ticks ? TimeSpan.FromTicks((long)ticks) : longest;
    }
}
