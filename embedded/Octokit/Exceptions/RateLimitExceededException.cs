namespace Octokit;

/// <summary>The hour's requests are used up.</summary>
public class RateLimitExceededException : ForbiddenException
{
    public RateLimitExceededException(IResponse response)
        : this(response, null)
    {
    }

    public RateLimitExceededException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public int Limit => HttpResponse.ApiInfo.RateLimit.Limit;

    public int Remaining => HttpResponse.ApiInfo.RateLimit.Remaining;

    public DateTimeOffset Reset => HttpResponse.ApiInfo.RateLimit.Reset;

    public override string Message => ApiErrorMessageSafe ?? "API Rate Limit exceeded";

    /// <summary>How long to wait, by the server's clock; zero when the time is over.</summary>
    public TimeSpan GetRetryAfterTimeSpan()
    {
        TimeSpan wait = Reset - (TimeProvider.System.GetUtcNow() + HttpResponse.ApiInfo.ServerTimeDifference);
        return wait > TimeSpan.Zero ? wait : TimeSpan.Zero;
    }
}
