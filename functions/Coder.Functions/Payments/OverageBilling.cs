using Coder.Accounts;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Gateway;
using Coder.Billing.Ledger;
using Coder.Billing.Metering;
using Coder.Billing.Prices;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Payments;

/// <summary>
/// Bills overage: what an account was lent and has used becomes one posting and one entry of the outbox, and the entries are told to Stripe one after the other. An
/// entry whose outcome is not known holds up those behind it.
/// </summary>
public sealed partial class OverageBilling(
    AccountStore accounts, LedgerStore ledger, MeterOutbox outbox, CreditMeter meter, StripeAccess access, BillingAudit audit, TimeProvider time, ILogger<OverageBilling> logger)
{
    private const int ConcurrentMax = 4;

    // One call in flight for a customer: two flushes at a time would send side by side.
    private readonly SemaphoreSlim _alone = new(1, 1);

    /// <summary>Bills and sends for all accounts with a customer at Stripe.</summary>
    public async Task FlushAsync(CancellationToken cancellation)
    {
        if (!access.IsConfigured)
        {
            return;
        }

        await _alone.WaitAsync(cancellation);
        try
        {
            ParallelOptions options = new() { MaxDegreeOfParallelism = ConcurrentMax, CancellationToken = cancellation };
            await Parallel.ForEachAsync(accounts.ListAsync(cancellation).Where(account => account.StripeCustomer is not null), options, TryFlushAsync);
        }
        finally
        {
            _alone.Release();
        }
    }

    private async ValueTask TryFlushAsync(Account account, CancellationToken cancellation)
    {
        try
        {
            await FlushAsync(account.Id.Value, account.StripeCustomer!, cancellation);
        }
        catch (Exception e) when (!cancellation.IsCancellationRequested)
        {
            // One account must not keep the others from being billed; the next flush comes back to it.
            LogFailure(account.Id.Value, e);
        }
    }

    private async Task FlushAsync(string account, string customer, CancellationToken cancellation)
    {
        foreach (MeterEntry planned in (await outbox.OpenAsync(account, cancellation)).Where(entry => entry.Status == MeterEntryStatus.Planned))
        {
            await PostAsync(planned, cancellation);
        }

        LedgerState state = await ledger.ReadAsync(account, cancellation);
        if (state.Billable(PriceTable.MicroCreditsPerCredit) > 0)
        {
            // Named after the next posting: who reads the same ledger plans the same entry. Planned before it is posted, so that no crash leaves a bill that nobody sends.
            MeterEntry planned = new(account, $"overage/{account}/{state.Sequence + 1}", customer, MeterEntryStatus.Planned, 0, Second(time.GetUtcNow()));
            await outbox.WriteAsync(planned, cancellation);
            await PostAsync(planned, cancellation);
        }

        foreach (MeterEntry pending in (await outbox.OpenAsync(account, cancellation)).Where(entry => entry.Status == MeterEntryStatus.Pending))
        {
            if (!await SendAsync(pending, cancellation))
            {
                return;
            }
        }
    }

    private async Task PostAsync(MeterEntry planned, CancellationToken cancellation)
    {
        LedgerOperation.BillOverage bill = new(planned.Id, PriceTable.MicroCreditsPerCredit);
        LedgerDecision decision = await ledger.PostAsync(planned.Account, bill, cancellation);
        Posting posting = decision.Entry ?? throw new InvalidOperationException(((LedgerDecision.Refused)decision).Message);
        if (posting.MicroCredits > 0)
        {
            await audit.PostedAsync(planned.Account, bill, posting, cancellation);
        }

        long credits = posting.MicroCredits / PriceTable.MicroCreditsPerCredit;
        // Somebody else has billed it meanwhile: there is nothing to send.
        MeterEntryStatus status = credits > 0 ? MeterEntryStatus.Pending : MeterEntryStatus.Sent;
        await outbox.WriteAsync(planned with { Status = status, Credits = credits, At = Second(posting.At) }, cancellation);
    }

    /// <returns>False: those behind it have to wait.</returns>
    private async Task<bool> SendAsync(MeterEntry entry, CancellationToken cancellation)
    {
        DateTimeOffset now = time.GetUtcNow();
        switch (MeterRules.Next(entry, now))
        {
            case MeterStep.GiveUp:
                return await SetAsideAsync(entry, "it is older than Stripe takes", cancellation);
            case MeterStep.Compare when await IsAtStripeAsync(entry, cancellation) is { } known:
                if (known)
                {
                    await outbox.WriteAsync(entry with { Status = MeterEntryStatus.Sent }, cancellation);
                    return true;
                }

                entry = entry with { FirstTriedAt = null };
                break;
            case MeterStep.Compare:
                return await SetAsideAsync(entry, "Stripe's sum of its minute fits neither with it nor without it", cancellation);
        }

        // Before it is sent: after a crash it must be known that Stripe may have it.
        entry = entry with { FirstTriedAt = entry.FirstTriedAt ?? now, Tries = entry.Tries + 1 };
        await outbox.WriteAsync(entry, cancellation);
        switch (await meter.SendAsync(entry, cancellation))
        {
            case MeterAnswer.Taken:
                await outbox.WriteAsync(entry with { Status = MeterEntryStatus.Sent }, cancellation);
                return true;
            case MeterAnswer.Refused refused:
                return await SetAsideAsync(entry, $"Stripe refuses it: {refused.Code}", cancellation);
            default:
                LogUnknown(entry.Account, entry.Id, entry.Tries);
                return false;
        }
    }

    private async Task<bool?> IsAtStripeAsync(MeterEntry entry, CancellationToken cancellation)
    {
        DateTimeOffset minute = MeterRules.MinuteOf(entry.At);
        DateTimeOffset end = minute.AddMinutes(1);
        long sent = (await outbox.OfTimeAsync(entry.Account, minute, end, cancellation)).Where(other => other.Status == MeterEntryStatus.Sent).Sum(other => other.Credits);
        return MeterRules.IsAtStripe(entry, sent, await meter.SumAsync(entry.Customer, minute, end, cancellation));
    }

    private async Task<bool> SetAsideAsync(MeterEntry entry, string why, CancellationToken cancellation)
    {
        LogStuck(entry.Account, entry.Id, why);
        await outbox.WriteAsync(entry with { Status = MeterEntryStatus.Stuck, Note = why }, cancellation);
        return true;
    }

    private static DateTimeOffset Second(DateTimeOffset at) => new(at.UtcTicks - (at.UtcTicks % TimeSpan.TicksPerSecond), TimeSpan.Zero);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Account}: its overage could not be billed")]
    private partial void LogFailure(string account, Exception error);

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Account}: whether Stripe has the meter event {Id} is not known after try {Try}")]
    private partial void LogUnknown(string account, string id, int @try);

    [LoggerMessage(Level = LogLevel.Error, Message = "{Account}: the meter event {Id} is set aside: {Why}")]
    private partial void LogStuck(string account, string id, string why);
}
