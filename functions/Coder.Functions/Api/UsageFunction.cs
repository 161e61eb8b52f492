using System.Globalization;
using Coder.Accounts.Keys;
using Coder.Billing.Usage;
using Coder.Contracts;
using Coder.Functions.Api.Routing;
using Coder.Functions.Usage;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api;

/// <summary><c>/v1/usage</c>: what the account's runs have used, by day, project, agent and model.</summary>
public sealed class UsageFunction(UsageStore usage, TimeProvider time)
{
    private const int DaysDefault = 30;
    private const int DaysMax = 366;

    [Function("Usage")]
    [ApiOperation("GET", "getUsage", "What the account's runs have used, by day, project, agent and model", Scopes = ApiScopes.Billing, Answer = typeof(UsageReport), MediaTypes = "text/csv", Query = "from to by format")]
    public async Task<IResult> GetAsync([HttpTrigger(AuthorizationLevel.Anonymous, Route = "v1/usage")] HttpRequest request, FunctionContext context)
    {
        DateOnly today = DateOnly.FromDateTime(time.GetUtcNow().UtcDateTime);
        DateOnly to = Day(request, "to", today);
        DateOnly from = Day(request, "from", to.DayNumber >= DaysDefault ? to.AddDays(1 - DaysDefault) : to);
        if (from > to || to.DayNumber - from.DayNumber >= DaysMax)
        {
            throw new ApiException(400, "invalid_request", $"`from` is not after `to`, and there are at most {DaysMax} days between them.");
        }

        string[] words = Words(request);
        IReadOnlyList<UsageLine> lines = UsageGroups.By(await usage.ReadAsync(Caller.AccountOf(context), from, to, context.CancellationToken), words);
        return request.Query["format"].FirstOrDefault() switch
        {
            null or "json" => ApiResults.Json(UsageViews.Report(from, to, lines, words)),
            "csv" => Results.File(System.Text.Encoding.UTF8.GetBytes(UsageViews.Csv(lines, words)), "text/csv; charset=utf-8", "usage.csv"),
            _ => throw new ApiException(400, "invalid_request", "The query parameter `format` is `json` or `csv`."),
        };
    }

    private static DateOnly Day(HttpRequest request, string name, DateOnly absent) => request.Query[name].FirstOrDefault() is not { } text ? absent
        : DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out DateOnly day) ? day
        : throw new ApiException(400, "invalid_request", $"The query parameter `{name}` is a day like 2026-11-21.");

    private static string[] Words(HttpRequest request)
    {
        string[] words = (request.Query["by"].FirstOrDefault() ?? "day").Split(',', StringSplitOptions.RemoveEmptyEntries);
        return words.All(UsageGroups.Words.Contains) ? words : throw new ApiException(400, "invalid_request", $"The query parameter `by` has some of {string.Join(", ", UsageGroups.Words)}, with commas between them.");
    }
}
