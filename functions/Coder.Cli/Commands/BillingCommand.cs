using System.CommandLine;

namespace Coder.Cli.Commands;

/// <summary><c>coder billing …</c>.</summary>
internal static class BillingCommand
{
    public static Command Create(CliSetting setting) => new("billing", "What was billed.") { BillingReconcileCommand.Create(setting) };
}
