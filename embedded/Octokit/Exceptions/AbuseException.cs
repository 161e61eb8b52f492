using System.Globalization;

namespace Octokit;

/// <summary>The former name of a secondary rate limit.</summary>
public class AbuseException : ForbiddenException
{
    public AbuseException(IResponse response)
        : this(response, null)
    {
    }

    public AbuseException(IResponse response, Exception innerException)
        : base(response, innerException) =>
        RetryAfterSeconds = response.Headers.TryGetValue("Retry-After", out string text) && int.TryParse(text, CultureInfo.InvariantCulture, out int seconds) ? seconds : null;

    /// <summary>Null when GitHub does not say.</summary>
    public int? RetryAfterSeconds { get; }

    public override string Message => ApiErrorMessageSafe ?? "Request Forbidden - Abuse Detection";
}
