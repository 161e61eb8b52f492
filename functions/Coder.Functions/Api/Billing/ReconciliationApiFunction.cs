using Coder.Accounts;
using Coder.Accounts.Keys;
using Coder.Billing.Metering;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Payments;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api.Billing;

/// <summary><c>/v1/billing/reconciliation</c>: whether Stripe has counted what was billed; for the host's operator all accounts, for others their own.</summary>
public sealed class ReconciliationApiFunction(Reconciliation reconciliation, AccountStore accounts)
{
    private const int DaysDefault = 3;

    [Function("BillingReconciliation")]
    [ApiOperation("GET", "reconcile", "Days on which the overage that was billed is not what Stripe has counted", Scopes = ApiScopes.Billing, Answer = typeof(ReconciliationView), Query = "days", Problems = "502 503")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/billing/reconciliation")] HttpRequest request, FunctionContext context)
    {
        int days = ApiQuery.Integer(request, "days", DaysDefault, 1, Reconciliation.DaysMax);
        AccountId account = new(Caller.AccountOf(context));
        IReadOnlyList<MeterDrift> drifts = await PaymentProblems.AskAsync(
            async () => account == AccountId.Local
                ? await reconciliation.CompareAllAsync(days, context.CancellationToken)
                : await reconciliation.CompareAsync(await accounts.ReadAsync(account, context.CancellationToken), days, context.CancellationToken),
            context.CancellationToken);
        return ApiResults.Json(new ReconciliationView(
            days,
            [.. drifts.Select(drift => new DriftView(drift.Account, drift.Customer, drift.Day, drift.Difference, drift.Ledger, drift.Outbox, drift.Waiting, drift.Stripe))]));
    }
}
