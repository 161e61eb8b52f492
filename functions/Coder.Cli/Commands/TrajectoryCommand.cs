using System.CommandLine;
using System.Text;
using Coder.Cli.Hosting;

namespace Coder.Cli.Commands;

/// <summary><c>coder trajectory</c>: a run as ATIF JSON.</summary>
internal static class TrajectoryCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string?> id = RunIdArgument.Create();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("trajectory", "What a run's agents were told, said and did, as ATIF JSON (Agent Trajectory Interchange Format).") { id, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string runId = await RunIdArgument.ResolveAsync(session.Api, parsed.GetValue(id), setting.Interrupted);
            setting.Out.WriteLine(Encoding.UTF8.GetString(await session.Api.GetTrajectoryAsync(runId, setting.Interrupted)));
            return ExitCode.Complete;
        });
        return command;
    }
}
