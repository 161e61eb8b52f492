using Coder.Contracts;
using Coder.Functions.Quotes;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/quotes</c>: what a run would cost.</summary>
public sealed class QuotesFunction(RunQuotes quotes)
{
    [Function("Quotes")]
    public async Task<IResult> QuoteAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/quotes")] HttpRequest request, FunctionContext context)
    {
        ApiMethods.Require(request, HttpMethods.Post);
        (RunRequest body, _) = await ApiBody.ReadAsync<RunRequest>(request, context.CancellationToken);
        return ApiResults.Json(await quotes.QuoteAsync(Caller.AccountOf(context), body, context.CancellationToken));
    }
}
