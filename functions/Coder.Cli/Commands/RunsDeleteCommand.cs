using System.CommandLine;
using Coder.Cli.Hosting;

namespace Coder.Cli.Commands;

internal static class RunsDeleteCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string> id = RunIdArgument.CreateRequired();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("delete", "Deletes a run that is over, with its events, questions and artifacts; what it cost stays.") { id, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string runId = await RunIdArgument.ResolveAsync(session.Api, parsed.GetValue(id), setting.Interrupted);
            await session.Api.DeleteRunAsync(runId, setting.Interrupted);
            setting.Error.WriteLine($"run {runId} is deleted");
            return ExitCode.Complete;
        });
        return command;
    }
}
