using System.CommandLine;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder accounts …</c>, for whoever runs the host.</summary>
internal static class AccountsCommand
{
    public static Command Create(CliSetting setting) => new("accounts", "Accounts of a host that you run.") { Make(setting) };

    private static Command Make(CliSetting setting)
    {
        Option<string?> name = new("--key-name") { Description = "Name of its first key. Default: first.", HelpName = "NAME" };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("create", "Opens an account and prints its first key, this once.") { name, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            NewAccountView account = await session.Api.CreateAccountAsync(new NewAccountRequest(parsed.GetValue(name)), setting.Interrupted);
            setting.Error.WriteLine($"account {account.Id} is open");
            return KeysCommand.Show(setting, account.Key, "made");
        });
        return command;
    }
}
