using System.CommandLine;
using System.Text.Json;
using Coder.Cli.Following;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

internal static class RunsLogsCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string?> id = RunIdArgument.Create();
        Option<bool> follow = new("--follow", "-f") { Description = "Goes on until the run ends." };
        Option<bool> json = new("--json") { Description = "Prints the events, one JSON object a line." };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("logs", "A run's events.") { id, follow, json, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string runId = await RunIdArgument.ResolveAsync(session.Api, parsed.GetValue(id), setting.Interrupted);
            IAsyncEnumerable<RunEvent> events = parsed.GetValue(follow)
                ? RunEvents.UntilCompletedAsync(session.Api, runId, setting.Interrupted)
                : RunEvents.SoFarAsync(session.Api, runId, setting.Interrupted);
            await foreach (RunEvent runEvent in events)
            {
                if ((parsed.GetValue(json) ? JsonSerializer.Serialize(runEvent, ApiJson.Options) : EventText.Log(runEvent)) is { } line)
                {
                    setting.Out.WriteLine(line);
                }
            }

            return ExitCode.Complete;
        });
        return command;
    }
}
