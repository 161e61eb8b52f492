using Coder.Billing.Metering;

namespace Coder.Tests.Billing.Metering;

public sealed class MeterRulesTests
{
    private static readonly DateTimeOffset At = new(2026, 1, 1, 10, 20, 30, TimeSpan.Zero);
    private static readonly MeterEntry Entry = new("acme", "overage/acme/7", "cus_1", MeterEntryStatus.Pending, 12, At);

    [Theory]
    [InlineData(null, 1, MeterStep.Send)]
    [InlineData(null, 34 * 24 * 60, MeterStep.Send)]
    [InlineData(null, (34 * 24 * 60) + 1, MeterStep.GiveUp)]
    [InlineData(0, (23 * 60) - 1, MeterStep.Send)]
    [InlineData(0, 23 * 60, MeterStep.Compare)]
    [InlineData(0, 40 * 24 * 60, MeterStep.Compare)]
    public void Next_ByAgeAndFirstTry_SendsComparesOrGivesUp(int? triedAfterMinutes, int nowAfterMinutes, MeterStep expected)
    {
        MeterEntry entry = Entry with { FirstTriedAt = triedAfterMinutes is { } minutes ? At.AddMinutes(minutes) : null };

        Assert.Equal(expected, MeterRules.Next(entry, At.AddMinutes(nowAfterMinutes)));
    }

    [Theory]
    [InlineData(5, 5, false)]
    [InlineData(5, 17, true)]
    [InlineData(5, 16, null)]
    [InlineData(5, 18, null)]
    [InlineData(5, 0, null)]
    public void IsAtStripe_BySums_IsKnownOrNot(long sent, int atStripe, bool? expected) => Assert.Equal(expected, MeterRules.IsAtStripe(Entry, sent, atStripe));
}
