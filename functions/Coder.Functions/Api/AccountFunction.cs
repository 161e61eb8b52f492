using Coder.Accounts.Keys;
using Coder.Billing.Bookkeeping;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Credits;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/account</c>: the caller's account and its credits.</summary>
public sealed class AccountFunction(LedgerStore ledger, TimeProvider time)
{
    [Function("Account")]
    [ApiOperation("GET", "getAccount", "The account and its credits", Scopes = ApiScopes.RunsRead | ApiScopes.Billing, Answer = typeof(AccountView))]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/account")] HttpRequest request, FunctionContext context)
    {
        string account = Caller.AccountOf(context);
        return ApiResults.Json(CreditViews.Account(account, await ledger.ReadAsync(account, context.CancellationToken), time.GetUtcNow()));
    }
}
