using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api.Keys;

/// <summary><c>/v1/accounts</c>: whoever runs the host opens accounts.</summary>
public sealed class AccountsFunction(AccountStore accounts, ApiKeys keys, AccountAudit audit, TimeProvider time)
{
    private const string FirstKeyName = "first";

    [Function("Accounts")]
    [ApiOperation("POST", "createAccount", "Opens an account, with a key that is shown this once", Scopes = ApiScopes.Operator, Body = typeof(NewAccountRequest), IsBodyOptional = true, Answer = typeof(NewAccountView), Status = 201)]
    public async Task<IResult> RunAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/accounts")] HttpRequest request, FunctionContext context)
    {
        NewAccountRequest body = await ApiBody.ReadOptionalAsync(request, new NewAccountRequest(), context.CancellationToken);
        string name = KeyViews.Name(body.KeyName ?? FirstKeyName, "/key_name");
        AccountId id = new($"acct_{Guid.CreateVersion7(time.GetUtcNow()):n}");
        await audit.AccountCreatedAsync(context, id.Value);
        Account account = await accounts.EnsureAsync(id, context.CancellationToken);
        IssuedApiKey key = await keys.CreateAsync(account.Id, name, context.CancellationToken);
        request.HttpContext.Response.Headers.CacheControl = "no-store";
        return ApiResults.Json(new NewAccountView(account.Id.Value, KeyViews.Of(key)), StatusCodes.Status201Created);
    }
}
