using Coder.Billing.Plans;

namespace Coder.Functions.Api.Limits;

/// <summary>The token buckets of the keys that were used of late, in this process.</summary>
internal sealed class RateLimits(TimeProvider time)
{
    /// <summary>Buckets that are remembered. When there are more, those that are full again go: they are as new ones.</summary>
    private const int BucketsMax = 10_000;

    private static readonly TimeSpan FullAfter = TimeSpan.FromMinutes(10);

    private readonly Lock _lock = new();
    private readonly Dictionary<string, TokenBucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>Counts a request. Null: the plan has no limit.</summary>
    internal RateLimit? Take(string key, PlanLimits limits)
    {
        if (limits.RequestsPerMinute == int.MaxValue)
        {
            return null;
        }

        lock (_lock)
        {
            DateTimeOffset now = time.GetUtcNow();
            if (!_buckets.TryGetValue(key, out TokenBucket bucket))
            {
                MakeRoom(now);
                bucket = new TokenBucket(limits.RequestBurst, now);
            }

            (TokenBucket after, bool isTaken) = bucket.Take(now, limits.RequestsPerMinute, limits.RequestBurst);
            _buckets[key] = after;
            return new RateLimit(
                limits.RequestBurst,
                (int)after.Tokens,
                after.SecondsUntil(limits.RequestBurst, limits.RequestsPerMinute),
                isTaken ? null : Math.Max(1, after.SecondsUntil(1, limits.RequestsPerMinute)));
        }
    }

    private void MakeRoom(DateTimeOffset now)
    {
        if (_buckets.Count < BucketsMax)
        {
            return;
        }

        foreach (string idle in _buckets.Where(pair => now - pair.Value.At > FullAfter).Select(pair => pair.Key).ToList())
        {
            _buckets.Remove(idle);
        }
    }
}
