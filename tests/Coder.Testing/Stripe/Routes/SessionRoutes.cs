using System.Text.Json.Nodes;
using Coder.Testing.Stripe.State;

namespace Coder.Testing.Stripe.Routes;

/// <summary>Pages on which customers pay, or change what they pay for.</summary>
internal static class SessionRoutes
{
    internal static StripeAnswer Create(StripeState state, StripeForm form)
    {
        if (form["success_url"] is null || state.Find(form["customer"] ?? "") is null)
        {
            return StripeAnswer.Refuse(400, "invalid_request_error", "Missing required param: success_url, or no such customer.", "parameter_missing");
        }

        JsonArray items = [.. form.List("line_items").Select(item => new JsonObject { ["price"] = item["price"], ["quantity"] = item["quantity"] is null ? null : item.Number("quantity", 1) })];
        if (items.FirstOrDefault(item => state.Find((string)item!["price"]!) is null) is { } unknown)
        {
            return StripeAnswer.Missing((string)unknown["price"]!);
        }

        JsonObject session = state.Put("cs", "checkout.session", new JsonObject
        {
            ["mode"] = form["mode"],
            ["customer"] = form["customer"],
            ["client_reference_id"] = form["client_reference_id"],
            ["metadata"] = form.Map("metadata"),
            ["status"] = "open",
            ["payment_status"] = "unpaid",
            ["subscription"] = null,
            ["payment_intent"] = null,
            ["invoice"] = null,
            ["currency"] = "usd",
        });
        session["url"] = $"https://checkout.stripe.test/c/pay/{(string)session["id"]!}";
        state.Notes[(string)session["id"]!] = new JsonObject
        {
            ["items"] = items, ["payment"] = form.Map("payment_intent_data[metadata]"), ["subscription"] = form.Map("subscription_data[metadata]"),
        };
        return StripeAnswer.Ok(session);
    }

    internal static StripeAnswer Portal(StripeState state, StripeForm form) => state.Find(form["customer"] ?? "") is null
        ? StripeAnswer.Missing(form["customer"] ?? "")
        : StripeAnswer.Ok(state.Put("bps", "billing_portal.session", new JsonObject
        {
            ["customer"] = form["customer"], ["return_url"] = form["return_url"], ["url"] = "https://billing.stripe.test/p/session/1",
        }));
}
