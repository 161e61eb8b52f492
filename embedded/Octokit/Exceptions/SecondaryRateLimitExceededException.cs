namespace Octokit;

/// <summary>Too many requests in a short time; the header <c>Retry-After</c> of the response may say how long to wait.</summary>
public class SecondaryRateLimitExceededException : ForbiddenException
{
    public SecondaryRateLimitExceededException(IResponse response)
        : this(response, null)
    {
    }

    public SecondaryRateLimitExceededException(IResponse response, Exception innerException)
        : base(response, innerException)
    {
    }

    public override string Message => ApiErrorMessageSafe ?? "Secondary API Rate Limit exceeded";
}
