using System.Globalization;
using Coder.Accounts.Keys;
using Coder.Accounts.Projects;
using Coder.Audit;
using Coder.Billing.Budgets;
using Coder.Billing.Ledger;
using Coder.Billing.Prices;
using Coder.Billing.Usage;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/account/budget</c> and <c>/v1/projects/{id}/budget</c>: what may be spent in a month.</summary>
public sealed class BudgetFunction(BudgetStore budgets, UsageStore usage, ProjectStore projects, AuditTrail audit, TimeProvider time)
{
    private const decimal CreditsMax = LedgerLimits.MicroCreditsMax / PriceTable.MicroCreditsPerCredit;

    [Function("AccountBudget")]
    [ApiOperation("GET", "getBudget", "What the account may spend in a month, and what it has", Scopes = ApiScopes.RunsRead | ApiScopes.Billing, Answer = typeof(BudgetView))]
    [ApiOperation("PUT", "setBudget", "Sets what the account may spend in a month", Scopes = ApiScopes.Billing, Body = typeof(BudgetRequest), Answer = typeof(BudgetView))]
    public Task<IResult> OfAccountAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/account/budget")] HttpRequest request, FunctionContext context) =>
        ServeAsync(request, null, context);

    [Function("ProjectBudget")]
    [ApiOperation("GET", "getProjectBudget", "What a project may spend in a month, and what it has", Scopes = ApiScopes.RunsRead | ApiScopes.Billing, Answer = typeof(BudgetView))]
    [ApiOperation("PUT", "setProjectBudget", "Sets what a project may spend in a month", Scopes = ApiScopes.Billing, Body = typeof(BudgetRequest), Answer = typeof(BudgetView))]
    public async Task<IResult> OfProjectAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/projects/{id}/budget")] HttpRequest request, string id, FunctionContext context)
    {
        _ = await projects.FindAsync(Caller.IdOf(context), id, context.CancellationToken) ?? throw ApiException.NotFound($"project `{id}`");
        return await ServeAsync(request, id, context);
    }

    private async Task<IResult> ServeAsync(HttpRequest request, string? project, FunctionContext context)
    {
        string account = Caller.AccountOf(context);
        Budget? budget = await budgets.FindAsync(account, project, context.CancellationToken);
        if (request.Method == HttpMethods.Put)
        {
            Budget? wanted = Read((await ApiBody.ReadAsync<BudgetRequest>(request, context.CancellationToken)).Value);
            if (wanted != budget)
            {
                await audit.AppendAsync(Entry(account, project, wanted, context), context.CancellationToken);
                await budgets.SetAsync(account, project, wanted, context.CancellationToken);
                budget = wanted;
            }
        }

        long spent = await usage.MonthAsync(account, project, time.GetUtcNow(), context.CancellationToken);
        return ApiResults.Json(new BudgetView(Credits(spent), budget is null ? null : Credits(budget.MicroCredits), budget?.WarnPercent));
    }

    private static Budget? Read(BudgetRequest body)
    {
        if (body.WarnPercent is < 1 or > 100)
        {
            throw ApiException.Invalid("/warn_percent", "warn_percent is a number from 1 to 100.");
        }

        return body.Credits switch
        {
            null => null,
            < 0 or > CreditsMax => throw ApiException.Invalid("/credits", string.Create(CultureInfo.InvariantCulture, $"A budget has 0 to {CreditsMax} credits.")),
            { } credits => new Budget((long)(credits * PriceTable.MicroCreditsPerCredit), body.WarnPercent ?? Budget.WarnPercentDefault),
        };
    }

    private static AuditEntry Entry(string account, string? project, Budget? wanted, FunctionContext context) => new(
        account,
        $"budget/{project ?? "-"}/{context.InvocationId}",
        AuditActions.BudgetChanged,
        AuditActors.Key(Caller.Of(context).Id),
        project is null ? $"account/{account}" : $"project/{project}")
    {
        Project = project,
        Details = new Dictionary<string, string>(StringComparer.Ordinal)
        {
            ["credits"] = wanted is null ? "unbounded" : Credits(wanted.MicroCredits).ToString(CultureInfo.InvariantCulture),
            ["warn_percent"] = wanted is null ? "" : wanted.WarnPercent.ToString(CultureInfo.InvariantCulture),
        },
    };

    private static decimal Credits(long microCredits) => (decimal)microCredits / PriceTable.MicroCreditsPerCredit;
}
