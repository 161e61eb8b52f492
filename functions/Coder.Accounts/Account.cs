namespace Coder.Accounts;

/// <summary>Who pays.</summary>
/// <param name="Plan">Name of the plan that holds now; set by billing.</param>
/// <param name="Seats">Seats that are paid for; 1 for plans without seats.</param>
/// <param name="StripeCustomer">Its customer at Stripe (<c>cus_…</c>); null: it has never bought anything.</param>
public sealed record Account(AccountId Id, string Plan, int Seats, string? StripeCustomer, DateTimeOffset CreatedAt)
{
    /// <summary>The plan of an account that has bought nothing.</summary>
    public const string FreePlan = "free";

    /// <summary>The plan of <see cref="AccountId.Local"/>.</summary>
    public const string LocalPlan = "local";

    /// <summary>An account that nothing is stored of.</summary>
    public static Account New(AccountId id, DateTimeOffset at) => new(id, id == AccountId.Local ? LocalPlan : FreePlan, 1, null, at);
}
