using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Audit;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api.Billing;

/// <summary><c>/v1/billing/portal</c>: a page of Stripe with invoices, cards and plans.</summary>
public sealed class PortalFunction(Sales sales, AccountAudit audit)
{
    [Function("Portal")]
    [ApiOperation("POST", "openBillingPortal", "A page with invoices, cards and plans", Scopes = ApiScopes.Billing, Body = typeof(PortalRequest), IsBodyOptional = true, Answer = typeof(PortalView), Headers = "Idempotency-Key!", Problems = "409 422 502 503")]
    public async Task<IResult> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/billing/portal")] HttpRequest request, FunctionContext context)
    {
        AccountId account = new(Caller.AccountOf(context));
        PortalRequest body = await ApiBody.ReadOptionalAsync(request, new PortalRequest(), context.CancellationToken);
        string operation = BillingOperation.Of(request, "portal", account);
        await audit.BillingAsync(context, operation, AuditActions.PortalOpened);
        return ApiResults.Json(await sales.OpenPortalAsync(account, body.ReturnUrl, operation, context.CancellationToken));
    }
}
