using System.Globalization;

namespace Octokit;

/// <summary>How many requests are left until when; zeros when a response does not say.</summary>
public class RateLimit
{
    public RateLimit(IDictionary<string, string> responseHeaders)
        : this((int)Number(responseHeaders, "X-RateLimit-Limit"), (int)Number(responseHeaders, "X-RateLimit-Remaining"), Number(responseHeaders, "X-RateLimit-Reset"))
    {
    }

    public RateLimit(int limit, int remaining, long resetAsUtcEpochSeconds) =>
        (Limit, Remaining, ResetAsUtcEpochSeconds) = (limit, remaining, resetAsUtcEpochSeconds);

    public int Limit { get; }

    public int Remaining { get; }

    public long ResetAsUtcEpochSeconds { get; }

    public DateTimeOffset Reset => DateTimeOffset.FromUnixTimeSeconds(ResetAsUtcEpochSeconds);

    private static long Number(IDictionary<string, string> headers, string name) =>
        headers.TryGetValue(name, out string text) && long.TryParse(text, CultureInfo.InvariantCulture, out long number) ? number : 0;
}
