namespace Coder.Billing.Gateway;

/// <summary>What our things are called at Stripe.</summary>
public static class StripeNames
{
    /// <summary>Metadata of customers, subscriptions and payments: whose they are.</summary>
    public const string Account = "coder_account";

    /// <summary>Metadata of a plan's price: the plan's name.</summary>
    public const string Plan = "coder_plan";

    /// <summary>Metadata of the metered price of credits beyond the grants: the plan's name.</summary>
    public const string Overage = "coder_overage";

    /// <summary>Metadata of a credit pack's price, and of the payment: how many credits.</summary>
    public const string Credits = "coder_credits";

    /// <summary>Lookup key of a plan's price.</summary>
    public static string PlanKey(string plan) => $"coder_plan_{plan}";

    /// <summary>Lookup key of the metered price.</summary>
    public static string OverageKey(string plan) => $"coder_overage_{plan}";

    /// <summary>Lookup key of a credit pack's price.</summary>
    public static string PackKey(long credits) => FormattableString.Invariant($"coder_pack_{credits}");
}
