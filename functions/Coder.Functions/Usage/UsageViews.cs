using System.Globalization;
using System.Text;
using Coder.Billing.Prices;
using Coder.Billing.Usage;
using Coder.Contracts;

namespace Coder.Functions.Usage;

/// <summary>Usage as the API shows it: credits with up to six decimals, exactly.</summary>
internal static class UsageViews
{
    internal static UsageReport Report(DateOnly from, DateOnly to, IReadOnlyList<UsageLine> lines, IReadOnlyCollection<string> words) => new(
        from,
        to,
        Credits(lines.Sum(line => line.MicroCredits)),
        [
            .. lines.Select(line => new UsageItemView(
                line.Turns,
                line.InputTokens,
                line.CachedInputTokens,
                line.OutputTokens,
                Credits(line.MicroCredits),
                words.Contains("day") ? line.Day : null,
                words.Contains("project") ? line.Project : null,
                words.Contains("agent") ? line.Agent : null,
                words.Contains("model") ? line.Model : null)),
        ]);

    internal static string Csv(IReadOnlyList<UsageLine> lines, IReadOnlyCollection<string> words)
    {
        StringBuilder csv = new();
        string[] grouped = [.. UsageGroups.Words.Where(words.Contains)];
        csv.AppendJoin(',', [.. grouped, "turns", "input_tokens", "cached_input_tokens", "output_tokens", "credits"]).Append('\n');
        foreach (UsageLine line in lines)
        {
            string[] cells =
            [
                .. grouped.Select(word => word switch { "day" => line.Day.ToString("O", CultureInfo.InvariantCulture), "project" => line.Project, "agent" => line.Agent, _ => line.Model }),
                Text(line.Turns), Text(line.InputTokens), Text(line.CachedInputTokens), Text(line.OutputTokens), Text(Credits(line.MicroCredits)),
            ];
            csv.AppendJoin(',', cells.Select(Cell)).Append('\n');
        }

        return csv.ToString();
    }

    /// <summary>RFC 4180; and no cell begins as a formula of a spreadsheet does.</summary>
    private static string Cell(string text)
    {
        string safe = text.Length > 0 && text[0] is ('=' or '+' or '-' or '@' or '\t' or '\r') ? $"'{text}" : text;
        return safe.AsSpan().IndexOfAny(",\"\r\n") < 0 ? safe : $"\"{safe.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
    }

    private static decimal Credits(long microCredits) => (decimal)microCredits / PriceTable.MicroCreditsPerCredit;

    private static string Text(IFormattable number) => number.ToString(null, CultureInfo.InvariantCulture);
}
