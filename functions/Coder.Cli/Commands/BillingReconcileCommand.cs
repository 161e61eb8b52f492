using System.CommandLine;
using System.Globalization;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder billing reconcile</c>: whether Stripe has counted what the ledger has billed.</summary>
internal static class BillingReconcileCommand
{
    private const int DaysDefault = 3;

    public static Command Create(CliSetting setting)
    {
        Option<int> days = new("--days") { Description = $"Days to compare, today among them, 1 to 35. Default: {DaysDefault}.", DefaultValueFactory = _ => DaysDefault, HelpName = "DAYS" };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("reconcile", "Compares the overage that was billed with what Stripe has counted, day by day. Exit code 5 when a day differs.") { days, server };
        command.SetAction(parsed => ExecuteAsync(setting, parsed.GetValue(days), parsed.GetValue(server)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, int days, string? server)
    {
        await using HostSession session = await HostSession.OpenAsync(setting, server, setting.Interrupted);
        ReconciliationView view = await session.Api.ReconcileAsync(days, setting.Interrupted);
        foreach (DriftView drift in view.Drifts)
        {
            setting.Out.WriteLine(Line(drift));
        }

        setting.Error.WriteLine(view.Drifts.Count == 0 ? $"{view.Days} days: all that was billed is counted, once" : $"{view.Drifts.Count} of the days differ");
        return view.Drifts.Count == 0 ? ExitCode.Complete : ExitCode.Platform;
    }

    internal static string Line(DriftView drift) => string.Create(
        CultureInfo.InvariantCulture,
        $"{drift.Day:yyyy-MM-dd}  {drift.Account}  {drift.Customer}  {drift.Difference:+0.######;-0.######;0}  ledger {drift.Ledger}, told {drift.Told}, waiting {drift.Waiting}, Stripe {drift.Stripe:0.######}");
}
