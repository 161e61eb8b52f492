using System.Text.Json.Nodes;

namespace Coder.Testing.Stripe.State;

/// <summary>What customers and banks do; every action is followed by its events.</summary>
public sealed class CustomerActions
{
    private readonly StripeState _state;
    private readonly SubscriptionBooks _books;

    internal CustomerActions(StripeState state) => (_state, _books) = (state, new SubscriptionBooks(state));

    /// <summary>From now on cards are declined, or not.</summary>
    public bool CardsDecline
    {
        get => _state.PaymentsFail;
        set => _state.PaymentsFail = value;
    }

    /// <summary>A meter for <c>coder_credits</c>.</summary>
    public string AddMeter(string eventName)
    {
        JsonObject meter = _state.Put("mtr", "billing.meter", new JsonObject { ["event_name"] = eventName, ["display_name"] = eventName, ["status"] = "active" });
        return (string)meter["id"]!;
    }

    /// <summary>A price that is found by its key.</summary>
    /// <param name="cents">Of one.</param>
    /// <param name="usageType">Null: paid once.</param>
    public string AddPrice(string lookupKey, long cents, string? usageType, params (string Name, string Value)[] metadata)
    {
        JsonObject price = _state.Put("price", "price", new JsonObject
        {
            ["active"] = true, ["currency"] = "usd", ["lookup_key"] = lookupKey, ["unit_amount"] = cents, ["type"] = usageType is null ? "one_time" : "recurring",
            ["recurring"] = usageType is null ? null : new JsonObject { ["interval"] = "month", ["usage_type"] = usageType },
            ["metadata"] = new JsonObject(metadata.Select(entry => KeyValuePair.Create<string, JsonNode?>(entry.Name, entry.Value))),
        });
        return (string)price["id"]!;
    }

    /// <summary>The customer pays on the page.</summary>
    public void Pay(string session)
    {
        JsonObject page = _state.Find(session)!;
        JsonObject notes = _state.Notes[session];
        if ((string?)page["mode"] == "subscription")
        {
            JsonObject subscription = _books.Begin((string)page["customer"]!, notes["items"]!.DeepClone().AsArray(), notes["subscription"]!.DeepClone().AsObject());
            page["subscription"] = (string)subscription["id"]!;
            page["invoice"] = (string)subscription["latest_invoice"]!;
        }
        else
        {
            page["payment_intent"] = _state.NewId("pi");
            long amount = notes["items"]!.AsArray().Sum(item => (long)_state.Find((string)item!["price"]!)!["unit_amount"]! * ((long?)item["quantity"] ?? 1));
            page["amount_total"] = amount;
            _state.Tell("charge.succeeded", _books.Charge((string)page["customer"]!, amount, (string)page["payment_intent"]!, notes["payment"]!.DeepClone().AsObject()));
        }

        page["status"] = "complete";
        page["payment_status"] = "paid";
        _state.Tell("checkout.session.completed", page);
    }

    /// <summary>The subscription's next period begins: an invoice, paid unless cards decline.</summary>
    /// <returns>The invoice.</returns>
    public string Renew(string subscription) => (string)_books.Renew(_state.Find(subscription)!)["id"]!;

    /// <summary>An open invoice is paid after all.</summary>
    public void PayInvoice(string invoice) => _books.Pay(_state.Find(invoice)!);

    /// <summary>Another number of seats, as in the portal.</summary>
    public void ChangeSeats(string subscription, long seats)
    {
        JsonObject found = _state.Find(subscription)!;
        string item = (string)found["items"]!["data"]!.AsArray().First(one => (string?)one!["price"]!["recurring"]!["usage_type"] != "metered")!["id"]!;
        _books.Change(found, [new ItemChange(item, null, seats, false)]);
    }

    /// <summary>The subscription is over.</summary>
    public void Cancel(string subscription)
    {
        JsonObject found = _state.Find(subscription)!;
        found["status"] = "canceled";
        found["ended_at"] = _state.Seconds;
        _state.Tell("customer.subscription.deleted", found);
    }

    /// <summary>Money goes back.</summary>
    public JsonObject RefundCharge(string charge, long cents)
    {
        JsonObject found = _state.Find(charge)!;
        long amount = Math.Min(cents, (long)found["amount"]! - (long)found["amount_refunded"]!);
        JsonObject refund = _state.Put("re", "refund", new JsonObject { ["amount"] = amount, ["charge"] = charge, ["currency"] = "usd", ["status"] = "succeeded", ["metadata"] = new JsonObject() });
        found["amount_refunded"] = (long)found["amount_refunded"]! + amount;
        found["refunded"] = (long)found["amount_refunded"]! == (long)found["amount"]!;
        _state.Tell("charge.refunded", found);
        return refund;
    }

    /// <summary>The bank asks all of it back.</summary>
    /// <returns>The dispute.</returns>
    public string Dispute(string charge)
    {
        JsonObject found = _state.Find(charge)!;
        found["disputed"] = true;
        JsonObject dispute = _state.Put("dp", "dispute", new JsonObject { ["amount"] = (long)found["amount"]!, ["charge"] = charge, ["currency"] = "usd", ["status"] = "needs_response", ["metadata"] = new JsonObject() });
        _state.Tell("charge.dispute.created", dispute);
        return (string)dispute["id"]!;
    }

    /// <param name="status"><c>won</c> or <c>lost</c>.</param>
    public void CloseDispute(string dispute, string status)
    {
        JsonObject found = _state.Find(dispute)!;
        found["status"] = status;
        _state.Tell("charge.dispute.closed", found);
    }

    /// <summary>An event that Stripe adds up although nobody has sent it.</summary>
    public void PlantMeterEvent(string customer, long value) =>
        _state.MeterEvents.Add(new MeterEventRecord(_state.NewId("evt"), customer, value, _state.Seconds, _state.Now));

    /// <summary>What Stripe has of a customer, over all time.</summary>
    public IReadOnlyList<MeterEventRecord> MeterEvents(string customer) => [.. _state.MeterEvents.Where(one => one.Customer == customer)];

    /// <summary>The customer's charges, oldest first.</summary>
    public IReadOnlyList<string> Charges(string customer) => [.. _state.All("charge").Where(charge => (string?)charge["customer"] == customer).Select(charge => (string)charge["id"]!)];

    /// <summary>The customer's subscriptions, oldest first.</summary>
    public IReadOnlyList<string> Subscriptions(string customer) =>
        [.. _state.All("subscription").Where(subscription => (string?)subscription["customer"] == customer).Select(subscription => (string)subscription["id"]!)];
}
