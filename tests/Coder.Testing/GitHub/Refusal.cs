namespace Coder.Testing.GitHub;

/// <summary>An answer that GitHub gives for its own reasons.</summary>
/// <param name="RetryAfterSeconds">The header <c>Retry-After</c>; null for none.</param>
public sealed record Refusal(int Status, string Message, int? RetryAfterSeconds = null)
{
    public static Refusal SecondaryLimit(int retryAfterSeconds) => new(403, "You have exceeded a secondary rate limit. Please wait a few minutes before you try again.", retryAfterSeconds);
}
