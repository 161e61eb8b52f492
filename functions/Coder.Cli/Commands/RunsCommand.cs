using System.CommandLine;

namespace Coder.Cli.Commands;

/// <summary><c>coder runs …</c>.</summary>
internal static class RunsCommand
{
    public static Command Create(CliSetting setting) => new("runs", "Looks at runs and acts on them.")
    {
        RunsListCommand.Create(setting),
        RunsShowCommand.Create(setting),
        RunsLogsCommand.Create(setting),
        RunsResumeCommand.Create(setting),
        RunsCancelCommand.Create(setting),
        RunsDeleteCommand.Create(setting),
        RunsAnswerCommand.CreateApprove(setting),
        RunsAnswerCommand.CreateReject(setting),
        RunsAnswerCommand.CreateAnswer(setting),
        RunsArtifactsCommand.Create(setting),
        RunsDiffCommand.Create(setting),
        RunsApplyCommand.Create(setting),
    };
}
