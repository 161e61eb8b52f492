using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Audit;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api.Billing;

/// <summary><c>/v1/billing/checkout</c>: buy a plan or credits, change plan or seats.</summary>
public sealed class CheckoutFunction(Sales sales, AccountAudit audit)
{
    [Function("Checkout")]
    [ApiOperation("POST", "buy", "Buys a plan or a credit pack, or changes plan or seats", Scopes = ApiScopes.Billing, Body = typeof(CheckoutRequest), Answer = typeof(CheckoutView), Headers = "Idempotency-Key!", Problems = "402 409 422 502 503")]
    public async Task<IResult> PostAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/billing/checkout")] HttpRequest request, FunctionContext context)
    {
        AccountId account = new(Caller.AccountOf(context));
        (CheckoutRequest body, _) = await ApiBody.ReadAsync<CheckoutRequest>(request, context.CancellationToken);
        string operation = BillingOperation.Of(request, "checkout", account);
        await audit.BillingAsync(context, operation, AuditActions.CheckoutStarted);
        return ApiResults.Json(await sales.BuyAsync(account, body, operation, context.CancellationToken));
    }
}
