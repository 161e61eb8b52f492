using System.CommandLine;
using System.Text;
using Coder.Cli.Hosting;

namespace Coder.Cli.Commands;

internal static class RunsDiffCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string?> id = RunIdArgument.Create();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("diff", "A run's change as a patch.") { id, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string runId = await RunIdArgument.ResolveAsync(session.Api, parsed.GetValue(id), setting.Interrupted);
            setting.Out.Write(Encoding.UTF8.GetString(await session.Api.GetDiffAsync(runId, setting.Interrupted)));
            return ExitCode.Complete;
        });
        return command;
    }
}
