using System.Globalization;
using System.Net;
using Octokit;
using Polly;
using Polly.Retry;

namespace Coder.Forge.GitHub;

/// <summary>Tries a whole operation again when GitHub asks to wait or is out of order. Operations look before they make something, so trying again makes nothing twice.</summary>
internal static class GitHubRetry
{
    internal const int RetriesMax = 3;

    /// <summary>A longer wait is for the caller, who can be durable.</summary>
    internal static readonly TimeSpan WaitMax = TimeSpan.FromSeconds(60);

    internal static ResiliencePipeline Pipeline(TimeProvider time) => new ResiliencePipelineBuilder { TimeProvider = time }
        .AddRetry(new RetryStrategyOptions
        {
            MaxRetryAttempts = RetriesMax,
            BackoffType = DelayBackoffType.Exponential,
            Delay = TimeSpan.FromSeconds(1),
            UseJitter = true,
            ShouldHandle = arguments => ValueTask.FromResult(IsPassing(arguments.Outcome.Exception) && !(RetryAfter(arguments.Outcome.Exception) > WaitMax)),
            DelayGenerator = arguments => ValueTask.FromResult(RetryAfter(arguments.Outcome.Exception)),
        })
        .Build();

    private static bool IsPassing(Exception? error) => error switch
    {
        SecondaryRateLimitExceededException or AbuseException or HttpRequestException => true,
        ApiException refused => refused.StatusCode is HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError,
        _ => false,
    };

    /// <summary>Null when GitHub does not say.</summary>
    private static TimeSpan? RetryAfter(Exception? error) =>
        error is ApiException refused && refused.HttpResponse.Headers.TryGetValue("Retry-After", out string? text) && int.TryParse(text, CultureInfo.InvariantCulture, out int seconds)
            ? TimeSpan.FromSeconds(seconds)
            : null;
}
