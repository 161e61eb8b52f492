namespace Coder.Functions.Api.Limits;

/// <summary>How a key stands after a request.</summary>
/// <param name="Limit">Requests that it may make at once.</param>
/// <param name="Remaining">Requests that it may make right now.</param>
/// <param name="ResetSeconds">Until it may make <paramref name="Limit"/> again.</param>
/// <param name="RetrySeconds">Null: this request is let in; else when to come again.</param>
internal readonly record struct RateLimit(int Limit, int Remaining, int ResetSeconds, int? RetrySeconds);
