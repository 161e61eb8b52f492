using System.CommandLine;
using System.Globalization;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder usage</c>: what runs have used.</summary>
internal static class UsageCommand
{
    public static Command Create(CliSetting setting)
    {
        Option<string> by = new("--by") { Description = "Some of day, project, agent, model, with commas between them.", HelpName = "WORDS", DefaultValueFactory = _ => "day" };
        Option<string?> from = new("--from") { Description = "First day, like 2026-11-01 (UTC). Default: 30 days up to the last.", HelpName = "DAY" };
        Option<string?> to = new("--to") { Description = "Last day. Default: today.", HelpName = "DAY" };
        Option<bool> csv = new("--csv") { Description = "Prints CSV." };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("usage", "What the account's runs have used, in tokens and credits.") { by, from, to, csv, server };
        command.SetAction(parsed => ExecuteAsync(
            setting,
            [KeyValuePair.Create("by", (string?)parsed.GetRequiredValue(by)), KeyValuePair.Create("from", parsed.GetValue(from)), KeyValuePair.Create("to", parsed.GetValue(to))],
            parsed.GetValue(csv),
            parsed.GetValue(server)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, IReadOnlyList<KeyValuePair<string, string?>> query, bool csv, string? server)
    {
        await using HostSession session = await HostSession.OpenAsync(setting, server, setting.Interrupted);
        if (csv)
        {
            setting.Out.Write(await session.Api.GetUsageCsvAsync(query, setting.Interrupted));
            return ExitCode.Complete;
        }

        UsageReport report = await session.Api.GetUsageAsync(query, setting.Interrupted);
        Line(setting, "", "turns", "input", "cached", "output", "credits");
        foreach (UsageItemView item in report.Items)
        {
            string?[] words = [item.Day?.ToString("O", CultureInfo.InvariantCulture), item.Project, item.Agent, item.Model];
            Line(setting, string.Join("  ", words.Where(word => word is not null).Select(word => word!.Length == 0 ? "-" : word)), item.Turns, item.InputTokens, item.CachedInputTokens, item.OutputTokens, item.Credits);
        }

        Line(
            setting,
            "all",
            report.Items.Sum(item => item.Turns),
            report.Items.Sum(item => item.InputTokens),
            report.Items.Sum(item => item.CachedInputTokens),
            report.Items.Sum(item => item.OutputTokens),
            report.Credits);
        return ExitCode.Complete;
    }

    private static void Line(CliSetting setting, string name, params object[] cells) =>
        setting.Out.WriteLine($"{name,-40}{string.Concat(cells.Select(cell => string.Create(CultureInfo.InvariantCulture, $"{cell,12}")))}");
}
