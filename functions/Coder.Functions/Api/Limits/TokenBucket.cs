namespace Coder.Functions.Api.Limits;

/// <summary>Requests that a key may make now: it fills at an even rate up to its size.</summary>
/// <param name="Tokens">What was in it at <paramref name="At"/>.</param>
internal readonly record struct TokenBucket(double Tokens, DateTimeOffset At)
{
    /// <summary>Ten tenths of a token are one, whatever their sum.</summary>
    private const double Rounding = 1e-9;

    /// <summary>Takes a token if there is one.</summary>
    internal (TokenBucket After, bool IsTaken) Take(DateTimeOffset now, int perMinute, int size)
    {
        // A clock that was set back fills nothing.
        double minutes = Math.Max(0, (now - At).TotalMinutes);
        double tokens = Math.Min(size, Tokens + (minutes * perMinute));
        return tokens >= 1 - Rounding ? (new TokenBucket(Math.Max(0, tokens - 1), now), true) : (new TokenBucket(tokens, now), false);
    }

    /// <summary>Whole seconds, rounded up, until there are <paramref name="tokens"/> in it.</summary>
    internal int SecondsUntil(double tokens, int perMinute) => (int)Math.Ceiling(Math.Max(0, tokens - Tokens) * 60 / perMinute);
}
