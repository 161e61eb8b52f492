using System.Globalization;
using Coder.Billing.Metering;
using Stripe;
using Stripe.Billing;

namespace Coder.Billing.Gateway;

/// <summary>The meter of overage at Stripe.</summary>
public sealed class CreditMeter(StripeAccess access)
{
    private volatile string? _meter;

    /// <summary>Sends an entry. Its identifier is taken once in 24 hours, so a repeat within that time does no harm.</summary>
    public async Task<MeterAnswer> SendAsync(MeterEntry entry, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(entry);
        MeterEventCreateOptions options = new()
        {
            EventName = MeterRules.EventName,
            Identifier = entry.Id,
            Payload = new Dictionary<string, string> { ["stripe_customer_id"] = entry.Customer, ["value"] = entry.Credits.ToString(CultureInfo.InvariantCulture) },
            Timestamp = entry.At.UtcDateTime,
        };
        try
        {
            // A new key for every try: Stripe would repeat the answer of a failed one.
            RequestOptions once = new() { IdempotencyKey = FormattableString.Invariant($"coder/{entry.Id}/{entry.Tries}") };
            await new MeterEventService(access.Client).CreateAsync(options, once, cancellation);
            return new MeterAnswer.Taken();
        }
        catch (StripeException e) when (IsKnownAlready(e))
        {
            return new MeterAnswer.Taken();
        }
        catch (StripeException e) when ((int)e.HttpStatusCode is 400 or 404 or 422)
        {
            return new MeterAnswer.Refused(e.StripeError?.Code ?? e.StripeError?.Type ?? "unknown");
        }
        catch (Exception e) when (e is StripeException or HttpRequestException or TaskCanceledException && !cancellation.IsCancellationRequested)
        {
            return new MeterAnswer.Unknown();
        }
    }

    /// <summary>Credits that Stripe has of a customer; both ends on whole minutes.</summary>
    public async Task<decimal> SumAsync(string customer, DateTimeOffset from, DateTimeOffset to, CancellationToken cancellation)
    {
        decimal sum = 0;
        await foreach (MeterEventSummary summary in SummariesAsync(customer, from, to, null, cancellation))
        {
            sum += summary.AggregatedValue;
        }

        return sum;
    }

    /// <summary>The same day by day (UTC); days without anything are absent.</summary>
    public async Task<IReadOnlyDictionary<DateOnly, decimal>> SumByDayAsync(string customer, DateOnly from, DateOnly to, CancellationToken cancellation)
    {
        Dictionary<DateOnly, decimal> days = [];
        await foreach (MeterEventSummary summary in SummariesAsync(customer, Midnight(from), Midnight(to.AddDays(1)), "day", cancellation))
        {
            DateOnly day = DateOnly.FromDateTime(summary.StartTime);
            days[day] = days.GetValueOrDefault(day) + summary.AggregatedValue;
        }

        return days;
    }

    private static DateTimeOffset Midnight(DateOnly day) => new(day.ToDateTime(TimeOnly.MinValue), TimeSpan.Zero);

    private static bool IsKnownAlready(StripeException e) =>
        e.StripeError?.Code == "duplicate_meter_event" || e.Message.Contains("already exists with identifier", StringComparison.OrdinalIgnoreCase);

    private async IAsyncEnumerable<MeterEventSummary> SummariesAsync(
        string customer, DateTimeOffset from, DateTimeOffset to, string? window, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation)
    {
        MeterEventSummaryListOptions options = new() { Customer = customer, StartTime = from.UtcDateTime, EndTime = to.UtcDateTime, ValueGroupingWindow = window, Limit = 100 };
        MeterService meters = new(access.Client);
        _meter ??= await FindMeterAsync(meters, cancellation);
        await foreach (MeterEventSummary summary in meters.EventSummaries.ListAutoPagingAsync(_meter, options, cancellationToken: cancellation))
        {
            yield return summary;
        }
    }

    private static async Task<string> FindMeterAsync(MeterService meters, CancellationToken cancellation)
    {
        await foreach (Meter meter in meters.ListAutoPagingAsync(new MeterListOptions { Status = "active" }, cancellationToken: cancellation))
        {
            if (meter.EventName == MeterRules.EventName)
            {
                return meter.Id;
            }
        }

        throw new CatalogException($"Stripe has no active meter with the event name `{MeterRules.EventName}`; make one, as docs/billing.md describes.");
    }
}
