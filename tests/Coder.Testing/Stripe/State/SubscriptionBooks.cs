using System.Text.Json.Nodes;

namespace Coder.Testing.Stripe.State;

/// <summary>Subscriptions, and the invoices that come of them.</summary>
internal sealed class SubscriptionBooks(StripeState state)
{
    internal JsonObject Begin(string customer, JsonArray items, JsonObject metadata)
    {
        long from = state.Seconds;
        JsonObject subscription = state.Put("sub", "subscription", new JsonObject
        {
            ["customer"] = customer, ["status"] = "active", ["metadata"] = metadata, ["cancel_at_period_end"] = false, ["ended_at"] = null, ["latest_invoice"] = null,
            ["items"] = new JsonObject { ["object"] = "list", ["has_more"] = false, ["data"] = new JsonArray() },
        });
        foreach (JsonNode? item in items)
        {
            Items(subscription).Add(Item(subscription, (string)item!["price"]!, (long?)item["quantity"], from));
        }

        Invoice(subscription, "subscription_create", [.. Items(subscription).Select(item => Line(subscription, item!.AsObject(), 1, false))]);
        state.Tell("customer.subscription.created", subscription);
        return subscription;
    }

    /// <summary>Another price or quantity: what was paid for and not used goes back, the rest of the period is paid anew.</summary>
    internal void Change(JsonObject subscription, IReadOnlyList<ItemChange> changes)
    {
        List<JsonObject> lines = [];
        foreach (ItemChange change in changes)
        {
            JsonArray items = Items(subscription);
            JsonObject? item = items.Select(one => one!.AsObject()).FirstOrDefault(one => (string?)one["id"] == change.Id);
            if (item is null)
            {
                items.Add(item = Item(subscription, change.Price!, change.Quantity, Start(subscription)));
                continue;
            }

            bool licensed = (string?)item["price"]!["recurring"]!["usage_type"] != "metered";
            JsonObject before = Line(subscription, item, -1, true);
            if (change.IsDeleted)
            {
                items.Remove(item);
            }
            else
            {
                item["price"] = change.Price is null ? item["price"]!.DeepClone() : state.Find(change.Price)!.DeepClone();
                item["quantity"] = change.Quantity ?? (long?)item["quantity"];
            }

            if (licensed)
            {
                lines.AddRange(change.IsDeleted ? [before] : [before, Line(subscription, item, 1, true)]);
            }
        }

        if (lines.Count > 0)
        {
            Invoice(subscription, "subscription_update", lines);
        }

        state.Tell("customer.subscription.updated", subscription);
    }

    /// <summary>The next period begins.</summary>
    internal JsonObject Renew(JsonObject subscription)
    {
        foreach (JsonNode? item in Items(subscription))
        {
            item!["current_period_start"] = (long)item["current_period_end"]!;
            item["current_period_end"] = NextMonth((long)item["current_period_end"]!);
        }

        JsonObject invoice = Invoice(subscription, "subscription_cycle", [.. Items(subscription).Select(item => Line(subscription, item!.AsObject(), 1, false))]);
        state.Tell("customer.subscription.updated", subscription);
        return invoice;
    }

    internal void Pay(JsonObject invoice)
    {
        string paymentIntent = state.NewId("pi");
        JsonObject charge = Charge((string)invoice["customer"]!, (long)invoice["amount_due"]!, paymentIntent, []);
        invoice["status"] = "paid";
        invoice["amount_paid"] = (long)invoice["amount_due"]!;
        invoice["status_transitions"]!["paid_at"] = state.Seconds;
        state.Put("inpay", "invoice_payment", new JsonObject
        {
            ["invoice"] = (string)invoice["id"]!, ["status"] = "paid", ["payment"] = new JsonObject { ["type"] = "payment_intent", ["payment_intent"] = paymentIntent },
        });
        JsonObject subscription = state.Find((string)invoice["parent"]!["subscription_details"]!["subscription"]!)!;
        if ((string?)subscription["status"] is "past_due" or "incomplete")
        {
            subscription["status"] = "active";
            state.Tell("customer.subscription.updated", subscription);
        }

        state.Tell("charge.succeeded", charge);
        state.Tell("invoice.paid", invoice);
    }

    internal JsonObject Charge(string customer, long amount, string paymentIntent, JsonObject metadata) => state.Put("ch", "charge", new JsonObject
    {
        ["amount"] = amount, ["amount_refunded"] = 0L, ["currency"] = "usd", ["customer"] = customer, ["disputed"] = false, ["metadata"] = metadata,
        ["paid"] = true, ["payment_intent"] = paymentIntent, ["refunded"] = false, ["status"] = "succeeded",
    });

    private static JsonArray Items(JsonObject subscription) => subscription["items"]!["data"]!.AsArray();

    private static long Start(JsonObject subscription) => (long)Items(subscription)[0]!["current_period_start"]!;

    private static long NextMonth(long seconds) => DateTimeOffset.FromUnixTimeSeconds(seconds).AddMonths(1).ToUnixTimeSeconds();

    private JsonObject Item(JsonObject subscription, string price, long? quantity, long from)
    {
        JsonObject item = new()
        {
            ["id"] = state.NewId("si"), ["object"] = "subscription_item", ["created"] = state.Seconds, ["current_period_start"] = from, ["current_period_end"] = NextMonth(from),
            ["price"] = state.Find(price)!.DeepClone(), ["subscription"] = (string)subscription["id"]!, ["metadata"] = new JsonObject(),
        };
        if (quantity is not null)
        {
            item["quantity"] = quantity;
        }

        return item;
    }

    private JsonObject Line(JsonObject subscription, JsonObject item, int sign, bool isProration)
    {
        long start = (long)item["current_period_start"]!;
        long end = (long)item["current_period_end"]!;
        bool metered = (string?)item["price"]!["recurring"]!["usage_type"] == "metered";
        // Metered use is paid after the period, everything else before it.
        long quantity = metered ? Used((string)subscription["customer"]!, start) : (long?)item["quantity"] ?? 1;
        long amount = (long)item["price"]!["unit_amount"]! * quantity;
        long from = isProration ? state.Seconds : start;
        return new JsonObject
        {
            ["id"] = state.NewId("il"), ["object"] = "line_item", ["currency"] = "usd", ["quantity"] = quantity,
            ["amount"] = sign * (isProration ? amount * (end - from) / (end - start) : amount),
            ["parent"] = new JsonObject
            {
                ["type"] = "subscription_item_details",
                ["subscription_item_details"] = new JsonObject { ["proration"] = isProration, ["subscription"] = (string)subscription["id"]!, ["subscription_item"] = (string)item["id"]! },
            },
            ["period"] = new JsonObject { ["start"] = from, ["end"] = end },
            ["pricing"] = new JsonObject { ["type"] = "price_details", ["price_details"] = new JsonObject { ["price"] = (string)item["price"]!["id"]! } },
        };
    }

    private long Used(string customer, long until) =>
        state.MeterEvents.Where(one => one.Customer == customer && one.At < until && one.At >= DateTimeOffset.FromUnixTimeSeconds(until).AddMonths(-1).ToUnixTimeSeconds()).Sum(one => one.Value);

    private JsonObject Invoice(JsonObject subscription, string reason, IReadOnlyList<JsonObject> lines)
    {
        long total = lines.Sum(line => (long)line["amount"]!);
        JsonObject invoice = state.Put("in", "invoice", new JsonObject
        {
            ["customer"] = (string)subscription["customer"]!, ["billing_reason"] = reason, ["currency"] = "usd", ["metadata"] = new JsonObject(), ["total"] = total,
            ["amount_due"] = Math.Max(0, total), ["amount_paid"] = 0L, ["status"] = "open", ["period_start"] = state.Seconds, ["period_end"] = state.Seconds,
            ["lines"] = new JsonObject { ["object"] = "list", ["has_more"] = false, ["data"] = new JsonArray([.. lines]) },
            ["parent"] = new JsonObject { ["type"] = "subscription_details", ["subscription_details"] = new JsonObject { ["subscription"] = (string)subscription["id"]!, ["metadata"] = new JsonObject() } },
            ["status_transitions"] = new JsonObject { ["finalized_at"] = state.Seconds, ["paid_at"] = null },
        });
        subscription["latest_invoice"] = (string)invoice["id"]!;
        if (!state.PaymentsFail)
        {
            Pay(invoice);
            return invoice;
        }

        subscription["status"] = reason == "subscription_create" ? "incomplete" : "past_due";
        state.Tell("invoice.payment_failed", invoice);
        return invoice;
    }
}
