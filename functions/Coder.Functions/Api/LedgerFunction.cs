using System.Globalization;
using System.Text;
using Coder.Accounts.Keys;
using Coder.Billing.Bookkeeping;
using Coder.Billing.Ledger;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Credits;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/ledger</c>: the account's statement, the newest posting first: page by page as JSON, or the whole as CSV.</summary>
public sealed class LedgerFunction(LedgerStore ledger)
{
    private const int PageMax = 100;
    private const int CsvPage = 1_000;

    [Function("Ledger")]
    [ApiOperation("GET", "getLedger", "The account's statement, the newest posting first", Scopes = ApiScopes.Billing, Answer = typeof(Page<PostingView>), MediaTypes = "text/csv", Query = "format limit cursor")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/ledger")] HttpRequest request, FunctionContext context)
    {
        string account = Caller.AccountOf(context);
        switch (request.Query["format"].FirstOrDefault())
        {
            case null or "json":
                break;
            case "csv":
                return Results.Stream(body => WriteAsync(account, body, context.CancellationToken), "text/csv; charset=utf-8", "ledger.csv");
            default:
                throw new ApiException(400, "invalid_request", "The query parameter `format` is `json` or `csv`.");
        }

        int limit = ApiQuery.Integer(request, "limit", 20, 1, PageMax);
        long cursor = ApiQuery.Long(request, "cursor", long.MaxValue, 1, long.MaxValue);
        StatementPage page = await ledger.StatementAsync(account, cursor, limit, context.CancellationToken);
        return ApiResults.Json(new Page<PostingView>([.. page.Postings.Select(CreditViews.Posting)], page.Next?.ToString(CultureInfo.InvariantCulture)));
    }

    private async Task WriteAsync(string account, Stream body, CancellationToken cancellation)
    {
        await body.WriteAsync(Encoding.UTF8.GetBytes(CreditViews.CsvHeader), cancellation);
        long? before = null;
        do
        {
            StatementPage page = await ledger.StatementAsync(account, before, CsvPage, cancellation);
            foreach (Posting posting in page.Postings)
            {
                await body.WriteAsync(Encoding.UTF8.GetBytes(CreditViews.CsvLine(posting)), cancellation);
            }

            before = page.Next;
        }
        while (before is not null);
    }
}
