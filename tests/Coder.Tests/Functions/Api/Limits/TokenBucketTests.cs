using Coder.Functions.Api.Limits;

namespace Coder.Tests.Functions.Api.Limits;

public sealed class TokenBucketTests
{
    private static readonly DateTimeOffset Start = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Take_MoreThanItHolds_IsRefusedUntilOneIsThere()
    {
        TokenBucket bucket = new(2, Start);
        (bucket, bool first) = bucket.Take(Start, 60, 2);
        (bucket, bool second) = bucket.Take(Start, 60, 2);
        (bucket, bool third) = bucket.Take(Start.AddSeconds(0.9), 60, 2);

        Assert.Equal((true, true, false), (first, second, third));
        Assert.Equal(1, bucket.SecondsUntil(1, 60));
        Assert.True(bucket.Take(Start.AddSeconds(1), 60, 2).IsTaken);
    }

    [Fact]
    public void Take_AfterALongTime_HoldsNoMoreThanItsSize()
    {
        TokenBucket bucket = new TokenBucket(0, Start).Take(Start.AddDays(1), 60, 5).After;

        Assert.Equal(4, bucket.Tokens);
        Assert.Equal(1, bucket.SecondsUntil(5, 60));
    }

    [Fact]
    public void Take_WithTheClockSetBack_FillsNothing() => Assert.False(new TokenBucket(0.5, Start).Take(Start.AddHours(-1), 60, 5).IsTaken);

    [Theory]
    [InlineData(60, 30, 600)]
    [InlineData(300, 100, 60)]
    [InlineData(6_000, 1_000, 5)]
    public void Take_AsFastAsPossible_GivesTheRateAndTheBurst(int perMinute, int burst, int seconds)
    {
        TokenBucket bucket = new(burst, Start);
        int taken = 0;
        for (int tick = 0; tick < seconds * 1_000; tick++)
        {
            (bucket, bool isTaken) = bucket.Take(Start.AddMilliseconds(tick), perMinute, burst);
            taken += isTaken ? 1 : 0;
        }

        Assert.InRange(taken, burst + (perMinute * seconds / 60) - 1, burst + (perMinute * seconds / 60) + 1);
    }
}
