using System.CommandLine;
using Coder.Cli.Hosting;

namespace Coder.Cli.Commands;

internal static class RunsCancelCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string> id = RunIdArgument.CreateRequired();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("cancel", "Ends a run for good; what it did so far stays readable.") { id, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string runId = await RunIdArgument.ResolveAsync(session.Api, parsed.GetValue(id), setting.Interrupted);
            await session.Api.CancelAsync(runId, setting.Interrupted);
            setting.Error.WriteLine($"run {runId} is canceled");
            return ExitCode.Complete;
        });
        return command;
    }
}
