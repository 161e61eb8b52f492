namespace Coder.Billing.Gateway;

/// <summary>What became of an entry that was sent.</summary>
public abstract record MeterAnswer
{
    private MeterAnswer()
    {
    }

    /// <summary>Stripe has it, now or since an earlier try.</summary>
    public sealed record Taken : MeterAnswer;

    /// <summary>Stripe has it not, and does not want it as it is.</summary>
    /// <param name="Code">Stripe's.</param>
    public sealed record Refused(string Code) : MeterAnswer;

    /// <summary>Stripe may have it: no answer came, or one that does not say.</summary>
    public sealed record Unknown : MeterAnswer;
}
