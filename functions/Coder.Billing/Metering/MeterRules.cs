namespace Coder.Billing.Metering;

/// <summary>Decides when overage is told to Stripe. Pure.</summary>
public static class MeterRules
{
    /// <summary>The event's name; its meter adds up <c>value</c> for <c>stripe_customer_id</c>.</summary>
    public const string EventName = "coder_credits";

    /// <summary>Stripe knows an identifier again for 24 hours.</summary>
    public static readonly TimeSpan SafeToRepeat = TimeSpan.FromHours(23);

    /// <summary>Stripe takes events of the last 35 days.</summary>
    public static readonly TimeSpan AgeMax = TimeSpan.FromDays(34);

    public static MeterStep Next(MeterEntry entry, DateTimeOffset now)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return entry.FirstTriedAt switch
        {
            null => now - entry.At > AgeMax ? MeterStep.GiveUp : MeterStep.Send,
            { } tried when now - tried < SafeToRepeat => MeterStep.Send,
            _ => MeterStep.Compare,
        };
    }

    /// <summary>Whether Stripe has an entry, by the sum of the minute that it falls into.</summary>
    /// <param name="sent">Credits of that minute that Stripe is known to have.</param>
    /// <param name="atStripe">Credits of that minute by Stripe's sum.</param>
    /// <returns>Null: the sums fit neither.</returns>
    public static bool? IsAtStripe(MeterEntry entry, long sent, decimal atStripe)
    {
        ArgumentNullException.ThrowIfNull(entry);
        return atStripe == sent ? false : atStripe == sent + entry.Credits ? true : null;
    }

    /// <summary>The minute that an entry falls into: Stripe's sums begin and end with whole minutes.</summary>
    public static DateTimeOffset MinuteOf(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerMinute), TimeSpan.Zero);
}
