namespace Microsoft.DurableTask;

/// <summary>Retries with exponential back-off, timed by durable timers.</summary>
public class RetryPolicy
{
    /// <param name="maxNumberOfAttempts">At least 1; the first attempt counts.</param>
    /// <param name="firstRetryInterval">Pause before the second attempt; positive.</param>
    /// <param name="backoffCoefficient">Factor from pause to pause; at least 1.</param>
    /// <param name="maxRetryInterval">Longest pause; one hour when null.</param>
    /// <param name="retryTimeout">No attempt is started later than this after the first; no limit when null.</param>
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1.0,
        TimeSpan? maxRetryInterval = null,
        TimeSpan? retryTimeout = null)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1.0);
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = AtLeast(firstRetryInterval, maxRetryInterval ?? TimeSpan.FromHours(1), nameof(maxRetryInterval));
        RetryTimeout = AtLeast(firstRetryInterval, retryTimeout ?? Timeout.InfiniteTimeSpan, nameof(retryTimeout));
        Handle = static _ => true;
    }

    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    public double BackoffCoefficient { get; }

    public TimeSpan MaxRetryInterval { get; }

    public TimeSpan RetryTimeout { get; }

    /// <summary>Whether a failure is worth another attempt; true for every failure unless <see cref="HandleFailure"/> is set.</summary>
    public Func<Exception, bool> Handle { get; private init; }

    /// <summary>Whether a failure is worth another attempt.</summary>
    public Func<TaskFailureDetails, bool> HandleFailure
    {
        init => Handle = exception => exception is TaskFailedException failed && value(failed.FailureDetails);
    }

    private static TimeSpan AtLeast(TimeSpan first, TimeSpan value, string parameter)
    {
        if (value != Timeout.InfiniteTimeSpan && value < first)
        {
            throw new ArgumentOutOfRangeException(parameter, value, $"Must be at least the first retry interval ({first}) or infinite.");
        }

        return value;
    }
}
