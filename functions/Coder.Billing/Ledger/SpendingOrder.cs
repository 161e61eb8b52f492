using System.Collections.Immutable;

namespace Coder.Billing.Ledger;

/// <summary>Plan grants first, then by expiry, the earliest first, then as they came.</summary>
internal static class SpendingOrder
{
    internal static int PlaceOf(CreditGrant grant, ImmutableArray<CreditGrant> grants)
    {
        int place = 0;
        while (place < grants.Length && !IsBefore(grant, grants[place]))
        {
            place++;
        }

        return place;
    }

    internal static bool IsBefore(CreditGrant one, CreditGrant other) =>
        (one.Kind == GrantKind.Plan) != (other.Kind == GrantKind.Plan) ? one.Kind == GrantKind.Plan : one.ExpiresAt < other.ExpiresAt;
}
