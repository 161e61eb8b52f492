using Polly;
using Polly.Retry;

namespace Coder.Agents.Chat.Turns;

/// <summary>Which failures of a model are tried again, how often and after how long.</summary>
public static class ModelRetry
{
    public const int RetriesMax = 6;

    /// <summary>A host that cannot be reached is more often a wrong address than a pause: fewer tries.</summary>
    public const int UnreachableRetriesMax = 2;

    /// <summary>A provider that asks for a longer wait than this is treated as failed.</summary>
    public static readonly TimeSpan RetryAfterMax = TimeSpan.FromMinutes(5);

    private static readonly TimeSpan FirstDelay = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan DelayMax = TimeSpan.FromSeconds(30);

    public static ResiliencePipeline Pipeline(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = RetriesMax,
            BackoffType = DelayBackoffType.Exponential,
            UseJitter = true,
            Delay = FirstDelay,
            MaxDelay = DelayMax,
            ShouldHandle = arguments => ValueTask.FromResult(
                arguments.Outcome.Exception is ModelException failure && IsRetried(failure, arguments.AttemptNumber)),
            DelayGenerator = arguments => ValueTask.FromResult((arguments.Outcome.Exception as ModelException)?.RetryAfter),
        })
        .Build();

    /// <param name="failure">How the attempt failed.</param>
    /// <param name="retriesDone">Retries made so far.</param>
    public static bool IsRetried(ModelException failure, int retriesDone) =>
        failure.Transient
        && !(failure.RetryAfter > RetryAfterMax)
        && retriesDone < (failure.Code == ModelErrorCodes.Unreachable ? UnreachableRetriesMax : RetriesMax);
}
