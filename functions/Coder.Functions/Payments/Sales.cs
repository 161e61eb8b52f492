using Coder.Accounts;
using Coder.Billing.Gateway;
using Coder.Billing.Payments;
using Coder.Billing.Plans;
using Coder.Contracts;
using Coder.Functions.Api;

namespace Coder.Functions.Payments;

/// <summary>Sells plans and credit packs to accounts.</summary>
public sealed class Sales(AccountStore accounts, StandingStore standings, Standings refresh, PaymentDesk desk, StripeAccess access)
{
    /// <summary>Credits of the packs that are sold.</summary>
    public static readonly IReadOnlyList<long> Packs = [100, 500, 2_000];

    private const int SeatsMax = 1_000;

    /// <summary>A page on which the account pays; nothing when what it has is changed at once.</summary>
    /// <param name="operation">Names the request; the same for its repeats.</param>
    /// <exception cref="ApiException">The request cannot be served.</exception>
    public async Task<CheckoutView> BuyAsync(AccountId account, CheckoutRequest request, string operation, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        if ((request.Plan is null) == (request.Credits is null))
        {
            throw ApiException.Invalid("", "Give either `plan` or `credits`.");
        }

        return request.Credits is { } credits
            ? new CheckoutView(await SellPackAsync(account, credits, request, operation, cancellation), null)
            : await SellPlanAsync(account, request, operation, cancellation);
    }

    /// <summary>A page on which the account changes what it pays for, and how.</summary>
    /// <exception cref="ApiException">The account has never bought anything, or is local.</exception>
    public async Task<PortalView> OpenPortalAsync(AccountId account, string? returnUrl, string operation, CancellationToken cancellation)
    {
        RefuseLocal(account);
        Uri back = Address("/return_url", returnUrl);
        string customer = (await accounts.ReadAsync(account, cancellation)).StripeCustomer
            ?? throw new ApiException(409, "nothing_bought", "The account has bought nothing yet: there is nothing to change. Begin with POST /v1/billing/checkout.");
        return new PortalView((await PaymentProblems.AskAsync(() => desk.OpenPortalAsync(operation, customer, back, cancellation), cancellation)).AbsoluteUri);
    }

    private async Task<string> SellPackAsync(AccountId account, long credits, CheckoutRequest request, string operation, CancellationToken cancellation)
    {
        RefuseLocal(account);
        if (!Packs.Contains(credits))
        {
            throw ApiException.Invalid("/credits", $"Packs have {string.Join(", ", Packs)} credits.");
        }

        ReturnUrls urls = Urls(request);
        Uri page = await PaymentProblems.AskAsync(
            async () => await desk.SellPackAsync(operation, account.Value, await CustomerAsync(account, cancellation), credits, urls, cancellation), cancellation);
        return page.AbsoluteUri;
    }

    private async Task<CheckoutView> SellPlanAsync(AccountId account, CheckoutRequest request, string operation, CancellationToken cancellation)
    {
        RefuseLocal(account);
        Plan plan = Wanted(request);
        int seats = request.Seats ?? 1;
        (Standing standing, _) = await standings.ReadAsync(account.Value, cancellation);
        if (standing.Subscription is not { } subscription)
        {
            if (!plan.IsSold)
            {
                throw new ApiException(409, "nothing_bought", "The account is on the free plan already.");
            }

            ReturnUrls urls = Urls(request);
            Uri page = await PaymentProblems.AskAsync(
                async () => await desk.SubscribeAsync(operation, account.Value, await CustomerAsync(account, cancellation), plan.Name, seats, urls, cancellation), cancellation);
            return new CheckoutView(page.AbsoluteUri, null);
        }

        await PaymentProblems.AskAsync(() => ChangeAsync(account, subscription, plan, seats, operation, cancellation), cancellation);
        return new CheckoutView(null, plan.Name);
    }

    private async Task<string> ChangeAsync(AccountId account, string subscription, Plan plan, int seats, string operation, CancellationToken cancellation)
    {
        await (plan.IsSold ? desk.ChangeAsync(operation, subscription, plan.Name, seats, cancellation) : desk.EndAsync(operation, subscription, cancellation));
        return await refresh.RefreshAsync((await accounts.ReadAsync(account, cancellation)).StripeCustomer!, cancellation);
    }

    private static Plan Wanted(CheckoutRequest request)
    {
        Plan plan = PlanTable.All.FirstOrDefault(one => one.Name == request.Plan && (one.IsSold || one == PlanTable.Free))
            ?? throw ApiException.Invalid("/plan", $"Plans are {string.Join(", ", PlanTable.All.Where(one => one.IsSold).Select(one => $"`{one.Name}`"))}; `free` ends a subscription with its period. Others are agreed on.");
        return request.Seats is null or >= 1 and <= SeatsMax && (plan.HasSeats || request.Seats is null or 1)
            ? plan
            : throw ApiException.Invalid("/seats", plan.HasSeats ? $"Give 1 to {SeatsMax} seats." : $"The plan `{plan.Name}` has no seats.");
    }

    /// <summary>Two that come at the same time get one customer: the request to Stripe has a key made of the account.</summary>
    private async Task<string> CustomerAsync(AccountId account, CancellationToken cancellation)
    {
        if ((await accounts.ReadAsync(account, cancellation)).StripeCustomer is { } known)
        {
            return known;
        }

        string made = await desk.CreateCustomerAsync(account.Value, cancellation);
        return (await accounts.UpdateAsync(account, before => before with { StripeCustomer = before.StripeCustomer ?? made }, cancellation)).StripeCustomer!;
    }

    private ReturnUrls Urls(CheckoutRequest request) => new(Address("/success_url", request.SuccessUrl), Address("/cancel_url", request.CancelUrl ?? request.SuccessUrl));

    private Uri Address(string pointer, string? text) => text is null
        ? access.ReturnUrl ?? throw ApiException.Invalid(pointer, "Give the address to come back to; this host has none of its own (CODER_BILLING_RETURN_URL).")
        : Uri.TryCreate(text, UriKind.Absolute, out Uri? address) && address.Scheme is "http" or "https"
            ? address
            : throw ApiException.Invalid(pointer, "Give an http(s) address.");

    private static void RefuseLocal(AccountId account)
    {
        if (account == AccountId.Local)
        {
            throw new ApiException(409, "local_account", "The account of an embedded host pays its models with its own keys: there is nothing to buy.");
        }
    }
}
