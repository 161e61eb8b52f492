using Azure;
using Coder.Accounts;
using Coder.Billing.Gateway;
using Coder.Billing.Payments;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Payments;

/// <summary>Ends plans that stay unpaid: no event tells of the end of a grace.</summary>
public sealed partial class GraceWatch(AccountStore accounts, StandingStore store, Standings standings, StripeAccess access, TimeProvider time, ILogger<GraceWatch> logger)
{
    /// <summary>Asks Stripe about every account whose grace is over.</summary>
    public async Task EndAsync(CancellationToken cancellation)
    {
        if (!access.IsConfigured)
        {
            return;
        }

        await foreach (Account account in accounts.ListAsync(cancellation))
        {
            (Standing standing, ETag? _) = await store.ReadAsync(account.Id.Value, cancellation);
            if (standing.GraceEndsAt is not { } end || end > time.GetUtcNow() || account.StripeCustomer is not { } customer)
            {
                continue;
            }

            try
            {
                await standings.RefreshAsync(customer, cancellation);
            }
            catch (Exception e) when (!cancellation.IsCancellationRequested)
            {
                LogFailure(account.Id.Value, e);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "{Account}: whether its grace is over could not be found out")]
    private partial void LogFailure(string account, Exception error);
}
