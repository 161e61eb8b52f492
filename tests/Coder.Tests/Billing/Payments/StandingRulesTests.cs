using Coder.Billing.Payments;

namespace Coder.Tests.Billing.Payments;

public sealed class StandingRulesTests
{
    private static readonly DateTimeOffset Now = new(2026, 3, 1, 0, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Decide_WithoutSubscriptions_IsFree() => Assert.Equal(Standing.Free, StandingRules.Decide([], Now));

    [Theory]
    [InlineData("active", "team", 5, 10_000_000_000)]
    [InlineData("trialing", "team", 5, 10_000_000_000)]
    [InlineData("canceled", "free", 1, 0)]
    [InlineData("unpaid", "free", 1, 0)]
    [InlineData("incomplete", "free", 1, 0)]
    [InlineData("a status of the future", "free", 1, 0)]
    public void Decide_ByStatus_GivesPlanSeatsAndWhatMayBeLent(string status, string plan, int seats, long overage)
    {
        Standing standing = StandingRules.Decide([Subscription(status)], Now);

        Assert.Equal((plan, seats, overage), (standing.Plan, standing.Seats, standing.OverageMax));
    }

    [Theory]
    [InlineData(-7 * 24 * 60 + 1, "team")]
    [InlineData(-7 * 24 * 60, "free")]
    public void Decide_Unpaid_HoldsForSevenDaysAndLendsNothing(int sinceMinutes, string plan)
    {
        Standing standing = StandingRules.Decide([Subscription("past_due") with { UnpaidSince = Now.AddMinutes(sinceMinutes) }], Now);

        Assert.Equal((plan, 0), (standing.Plan, standing.OverageMax));
    }

    [Fact]
    public void Decide_AnEndedSubscriptionBesideANewOne_IsTheNewOne()
    {
        SubscriptionFacts ended = Subscription("canceled") with { Id = "sub_0", CreatedAt = Now.AddDays(1) };

        Assert.Equal("sub_1", StandingRules.Decide([ended, Subscription("active")], Now).Subscription);
        Assert.Equal("sub_1", StandingRules.Decide([Subscription("active"), ended], Now).Subscription);
    }

    [Fact]
    public void Decide_APlanWithoutSeats_HasOne() => Assert.Equal(1, StandingRules.Decide([Subscription("active") with { Plan = "pro", Seats = 9 }], Now).Seats);

    private static SubscriptionFacts Subscription(string status) => new("sub_1", status, "team", 5, Now.AddDays(-20), Now.AddDays(10), false, null);
}
