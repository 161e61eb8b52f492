using System.CommandLine;
using System.Text.Json;
using Coder.Cli.Following;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

internal static class RunsShowCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string?> id = RunIdArgument.Create();
        Option<bool> json = new("--json") { Description = "Prints the run as JSON." };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("show", "A run's state, result and evidence. Exits as the run did.") { id, json, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string runId = await RunIdArgument.ResolveAsync(session.Api, parsed.GetValue(id), setting.Interrupted);
            RunView run = await session.Api.GetRunAsync(runId, setting.Interrupted);
            if (parsed.GetValue(json))
            {
                setting.Out.WriteLine(JsonSerializer.Serialize(run, ApiJson.Options));
                return ExitCode.Of(run);
            }

            IReadOnlyList<ArtifactView> artifacts = await session.Api.ListArtifactsAsync(runId, setting.Interrupted);
            foreach (string line in Lines(setting, run, artifacts, await session.Api.ListApprovalsAsync(runId, setting.Interrupted)))
            {
                setting.Out.WriteLine(line);
            }

            return ExitCode.Of(run);
        });
        return command;
    }

    private static IEnumerable<string> Lines(CliSetting setting, RunView run, IReadOnlyList<ArtifactView> artifacts, IReadOnlyList<ApprovalView> approvals)
    {
        foreach (string line in ResultText.Lines(run, artifacts, words => setting.Installation.Paste(setting.WorkingFolder, words)))
        {
            yield return line;
        }

        foreach (ApprovalView approval in approvals)
        {
            string answer = approval.Answer is { } given ? $"{given} ({approval.AnsweredBy})" : approval.State;
            yield return $"{"question",-14}{EventText.OneLine(approval.Question)}: {answer}";
        }
    }
}
