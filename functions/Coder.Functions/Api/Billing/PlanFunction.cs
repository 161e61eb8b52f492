using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Billing.Payments;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api.Billing;

/// <summary><c>/v1/billing/plan</c>: the account's plan, what it allows and costs.</summary>
public sealed class PlanFunction(AccountStore accounts, StandingStore standings)
{
    [Function("Plan")]
    [ApiOperation("GET", "getPlan", "The account's plan", Scopes = ApiScopes.RunsRead | ApiScopes.Billing, Answer = typeof(PlanView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/billing/plan")] HttpRequest request, FunctionContext context)
    {
        Account account = await accounts.ReadAsync(new AccountId(Caller.AccountOf(context)), context.CancellationToken);
        (Standing standing, _) = await standings.ReadAsync(account.Id.Value, context.CancellationToken);
        return ApiResults.Json(PlanViews.Of(account, standing));
    }
}
