using System.Globalization;
using System.Text.Json.Nodes;
using Coder.Testing.Stripe.State;

namespace Coder.Testing.Stripe.Routes;

/// <summary>What customers use, and its sums.</summary>
internal static class MeterRoutes
{
    private static readonly TimeSpan Remembered = TimeSpan.FromHours(24);
    private static readonly TimeSpan AgeMax = TimeSpan.FromDays(35);

    internal static StripeAnswer Add(StripeState state, StripeForm form)
    {
        JsonObject payload = form.Map("payload");
        string identifier = form["identifier"] ?? Guid.NewGuid().ToString();
        long at = form.Number("timestamp", state.Seconds);
        if (!long.TryParse((string?)payload["value"], NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long value) || state.Find((string?)payload["stripe_customer_id"] ?? "") is null)
        {
            return StripeAnswer.Refuse(400, "invalid_request_error", "The payload has no integer value, or no customer.", "meter_event_invalid_value");
        }

        if (at < state.Seconds - AgeMax.TotalSeconds || at > state.Seconds + 300)
        {
            return StripeAnswer.Refuse(400, "invalid_request_error", "The timestamp is not within the last 35 days, or more than 5 minutes ahead.", "timestamp_too_far_in_past");
        }

        if (state.MeterEvents.Any(earlier => earlier.Identifier == identifier && state.Now - earlier.ReceivedAt < Remembered))
        {
            return StripeAnswer.Refuse(400, "invalid_request_error", $"An event already exists with identifier {identifier}.", "duplicate_meter_event");
        }

        state.MeterEvents.Add(new MeterEventRecord(identifier, (string)payload["stripe_customer_id"]!, value, at, state.Now));
        return StripeAnswer.Ok(new JsonObject
        {
            ["object"] = "billing.meter_event", ["created"] = state.Seconds, ["event_name"] = form["event_name"], ["identifier"] = identifier, ["livemode"] = false, ["payload"] = payload, ["timestamp"] = at,
        });
    }

    internal static StripeAnswer Summaries(StripeState state, string meter, StripeForm form)
    {
        long from = form.Number("start_time", 0);
        long to = form.Number("end_time", 0);
        if (from % 60 != 0 || to % 60 != 0)
        {
            return StripeAnswer.Refuse(400, "invalid_request_error", "start_time and end_time must be aligned with minute boundaries.");
        }

        long window = form["value_grouping_window"] switch { "hour" => 3_600, "day" => 86_400, _ => Math.Max(60, to - from) };
        JsonObject[] sums =
        [
            .. state.MeterEvents
                .Where(one => one.Customer == form["customer"] && one.At >= from && one.At < to)
                .GroupBy(one => (one.At - from) / window)
                .OrderByDescending(group => group.Key)
                .Select(group => new JsonObject
                {
                    ["id"] = $"mtrusg_{group.Key}", ["object"] = "billing.meter_event_summary", ["aggregated_value"] = group.Sum(one => one.Value),
                    ["start_time"] = from + (group.Key * window), ["end_time"] = Math.Min(to, from + ((group.Key + 1) * window)), ["livemode"] = false, ["meter"] = meter,
                }),
        ];
        return StripeRoutes.Page(state, form, sums);
    }
}
