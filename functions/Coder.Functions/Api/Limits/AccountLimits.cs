using System.Collections.Concurrent;
using Coder.Accounts;
using Coder.Billing.Plans;

namespace Coder.Functions.Api.Limits;

/// <summary>What the plans of accounts allow, read anew every <see cref="Age"/>: a change of plan counts as soon.</summary>
public sealed class AccountLimits(AccountStore accounts, TimeProvider time)
{
    private const int RememberedMax = 10_000;

    private static readonly TimeSpan Age = TimeSpan.FromSeconds(30);

    private readonly ConcurrentDictionary<AccountId, (PlanLimits Limits, DateTimeOffset At)> _known = new();

    public async ValueTask<PlanLimits> OfAsync(AccountId account, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        if (_known.TryGetValue(account, out (PlanLimits Limits, DateTimeOffset At) known) && now - known.At < Age)
        {
            return known.Limits;
        }

        if (_known.Count >= RememberedMax)
        {
            _known.Clear();
        }

        Account found = await accounts.ReadAsync(account, cancellation);
        PlanLimits limits = (PlanTable.Find(found.Plan) ?? PlanTable.Free).Limits;
        _known[account] = (limits, now);
        return limits;
    }
}
