using System.Text.Json.Nodes;
using Coder.Testing.Stripe.State;

namespace Coder.Testing.Stripe.Routes;

/// <summary>The operations that the double serves.</summary>
internal static class StripeRoutes
{
    private static readonly Dictionary<string, Func<StripeState, string[], StripeForm, StripeAnswer>> Operations = new(StringComparer.Ordinal)
    {
        ["POST customers"] = (state, _, form) => StripeAnswer.Ok(state.Put("cus", "customer", new JsonObject
        {
            ["email"] = form["email"], ["name"] = form["name"], ["description"] = form["description"], ["metadata"] = form.Map("metadata"),
        })),
        ["GET customers/{id}"] = Get,
        ["GET subscriptions"] = (state, _, form) => List(state, form, "subscription", "customer"),
        ["GET subscriptions/{id}"] = Get,
        ["POST subscriptions/{id}"] = Update,
        ["GET prices"] = (state, _, form) => Prices(state, form),
        ["GET prices/{id}"] = Get,
        ["GET invoices"] = (state, _, form) => List(state, form, "invoice", "customer", "status"),
        ["GET invoices/{id}"] = Get,
        ["GET invoices/{id}/lines"] = (state, path, form) => Page(state, form, state.Find(path[1])?["lines"]?["data"]?.AsArray().Select(line => line!.AsObject()) ?? []),
        ["GET invoice_payments"] = (state, _, form) => Page(state, form, state.All("invoice_payment").Where(payment => (string?)payment["payment"]!["payment_intent"] == form["payment[payment_intent]"])),
        ["GET charges"] = (state, _, form) => List(state, form, "charge", "payment_intent"),
        ["GET charges/{id}"] = Get,
        ["GET refunds"] = (state, _, form) => List(state, form, "refund", "charge"),
        ["POST refunds"] = (state, _, form) => StripeAnswer.Ok(new CustomerActions(state).RefundCharge(form["charge"]!, form.Number("amount", long.MaxValue))),
        ["GET disputes"] = (state, _, form) => List(state, form, "dispute", "charge"),
        ["GET disputes/{id}"] = Get,
        ["POST checkout/sessions"] = (state, _, form) => SessionRoutes.Create(state, form),
        ["GET checkout/sessions/{id}"] = Get,
        ["POST billing_portal/sessions"] = (state, _, form) => SessionRoutes.Portal(state, form),
        ["GET billing/meters"] = (state, _, form) => List(state, form, "billing.meter"),
        ["POST billing/meter_events"] = (state, _, form) => MeterRoutes.Add(state, form),
        ["GET billing/meters/{id}/event_summaries"] = (state, path, form) => MeterRoutes.Summaries(state, path[2], form),
    };

    internal static StripeAnswer Answer(StripeState state, StripeCall call)
    {
        string[] parts = call.Operation.Split(' ', 2);
        string[] path = parts[1].TrimStart('/').Split('/')[1..];
        string pattern = $"{parts[0]} {string.Join('/', path.Select(segment => segment.Contains('_', StringComparison.Ordinal) && StripeState.IsId(segment) ? "{id}" : segment))}";
        return Operations.TryGetValue(pattern, out Func<StripeState, string[], StripeForm, StripeAnswer>? operation)
            ? operation(state, path, new StripeForm(call.Form))
            : StripeAnswer.Refuse(404, "invalid_request_error", $"Unrecognized request URL ({call.Operation}).");
    }

    /// <summary>Newest first, in pages, with what is expanded.</summary>
    internal static StripeAnswer Page(StripeState state, StripeForm form, IEnumerable<JsonObject> resources)
    {
        JsonObject[] all = [.. resources];
        int first = form["starting_after"] is { } after ? Array.FindIndex(all, resource => (string?)resource["id"] == after) + 1 : 0;
        int limit = (int)form.Number("limit", 10);
        bool expand = form.Values("expand").Contains("data.latest_invoice");
        return StripeAnswer.Ok(new JsonObject
        {
            ["object"] = "list",
            ["data"] = new JsonArray([.. all.Skip(first).Take(limit).Select(resource => expand ? Expanded(state, resource) : resource.DeepClone())]),
            ["has_more"] = all.Length > first + limit,
            ["url"] = "/v1",
        });
    }

    private static StripeAnswer Get(StripeState state, string[] path, StripeForm form) => state.Find(path[^1]) is { } found
        ? StripeAnswer.Ok(form.Values("expand").Contains("latest_invoice") ? Expanded(state, found) : found)
        : StripeAnswer.Missing(path[^1]);

    private static JsonObject Expanded(StripeState state, JsonObject resource)
    {
        JsonObject expanded = resource.DeepClone().AsObject();
        expanded["latest_invoice"] = (string?)expanded["latest_invoice"] is { } invoice ? state.Find(invoice)!.DeepClone() : null;
        return expanded;
    }

    private static StripeAnswer List(StripeState state, StripeForm form, string kind, params string[] filters) => Page(
        state,
        form,
        state.All(kind).Reverse().Where(resource => filters.All(filter => form[filter] is not { } wanted || (string?)resource[filter] == wanted)
            && (kind != "subscription" || form["status"] == "all" || (string?)resource["status"] != "canceled")));

    private static StripeAnswer Prices(StripeState state, StripeForm form)
    {
        IReadOnlyList<string> keys = form.Values("lookup_keys");
        return Page(state, form, state.All("price").Where(price => keys.Count == 0 || keys.Contains((string?)price["lookup_key"])));
    }

    private static StripeAnswer Update(StripeState state, string[] path, StripeForm form)
    {
        if (state.Find(path[^1]) is not { } subscription)
        {
            return StripeAnswer.Missing(path[^1]);
        }

        if (form["cancel_at_period_end"] is { } ends)
        {
            subscription["cancel_at_period_end"] = ends == "true";
        }

        new SubscriptionBooks(state).Change(subscription, [.. form.List("items").Select(item => new ItemChange(
            item["id"], item["price"], item["quantity"] is null ? null : item.Number("quantity", 1), item["deleted"] == "true"))]);
        return StripeAnswer.Ok(subscription);
    }
}
