using System.Globalization;
using Coder.Accounts.Keys;
using Coder.Billing.Plans;
using Coder.Functions.Api.Keys;
using Coder.Functions.Api.Limits;
using Coder.Functions.Api.Routing;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary>What every request passes before its function is called: size of its head, key, rate, method, scope.</summary>
public sealed class ApiGate
{
    private readonly ApiAuthentication _authentication;
    private readonly AccountLimits _limits;
    private readonly RateLimits _rates;

    public ApiGate(ApiAuthentication authentication, AccountLimits limits, TimeProvider time) => (_authentication, _limits, _rates) = (authentication, limits, new RateLimits(time));

    /// <exception cref="ApiException">It is not let in.</exception>
    internal async Task PassAsync(FunctionContext context, HttpContext http)
    {
        HeaderLimits.Check(http.Request);
        ApiRoute route = ApiRoutes.Of(context.FunctionDefinition.Name);
        ApiKeyRecord? key = null;
        if (!route.IsOpen)
        {
            key = await _authentication.AuthenticateAsync(http.Request, http.RequestAborted);
            await CountAsync(key, http);
            Caller.Set(context, key);
        }

        if (route.IsCatchAll)
        {
            return;
        }

        ApiOperationAttribute operation = route.Find(http.Request.Method) ?? throw ApiException.MethodNotAllowed(route.Allow);
        if (key is not null && operation.Scopes != ApiScopes.None && !key.Scopes.Allow(operation.Scopes))
        {
            throw Refused(operation.Scopes);
        }
    }

    private static ApiException Refused(ApiScopes needed) => needed == ApiScopes.Operator
        ? new ApiException(403, "missing_scope", "This is for whoever runs the host: its own key (`key` in its home), or the operator's of a hosted deployment.")
        : new ApiException(403, "missing_scope", $"The key has not the scope {string.Join(" or ", ApiScopeNames.Of(needed).Select(name => $"`{name}`"))}. Use another one, or have an `admin` make it (`coder keys create`).");

    private async Task CountAsync(ApiKeyRecord key, HttpContext http)
    {
        if (key.Scopes.HasFlag(ApiScopes.Operator))
        {
            return;
        }

        PlanLimits limits = await _limits.OfAsync(key.Account, http.RequestAborted);
        if (_rates.Take(key.Id, limits) is not { } rate)
        {
            return;
        }

        IHeaderDictionary headers = http.Response.Headers;
        headers["RateLimit-Limit"] = Text(rate.Limit);
        headers["RateLimit-Remaining"] = Text(rate.Remaining);
        headers["RateLimit-Reset"] = Text(rate.ResetSeconds);
        if (rate.RetrySeconds is { } seconds)
        {
            throw new ApiException(429, "rate_limited", $"The key has made more requests than its plan allows ({limits.RequestsPerMinute} a minute, {limits.RequestBurst} at once). Try again in {seconds} s.")
            {
                RetryAfterSeconds = seconds,
            };
        }
    }

    private static string Text(int number) => number.ToString(CultureInfo.InvariantCulture);
}
