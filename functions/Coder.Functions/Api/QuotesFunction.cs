using Coder.Accounts.Keys;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Quotes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/quotes</c>: what a run would cost.</summary>
public sealed class QuotesFunction(RunQuotes quotes)
{
    [Function("Quotes")]
    [ApiOperation("POST", "quoteRun", "What a run would cost; nothing is started", Scopes = ApiScopes.RunsRead, Body = typeof(RunRequest), Answer = typeof(QuoteView), Problems = "422")]
    public async Task<IResult> QuoteAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/quotes")] HttpRequest request, FunctionContext context)
    {
        (RunRequest body, _) = await ApiBody.ReadAsync<RunRequest>(request, context.CancellationToken);
        return ApiResults.Json(await quotes.QuoteAsync(Caller.AccountOf(context), body, context.CancellationToken));
    }
}
