using System.CommandLine;
using Coder.Cli.Hosting;
using Coder.Cli.Repositories;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder runs apply</c>: the run's patch into the user's tree, or nothing.</summary>
internal static class RunsApplyCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string?> id = RunIdArgument.Create();
        Option<string?> folder = new("--project-dir") { Description = "Another clone to apply it to. Default: the run's repository.", HelpName = "DIR" };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("apply", "Puts a run's change into your working tree (three-way). A conflict changes nothing.") { id, folder, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string runId = await RunIdArgument.ResolveAsync(session.Api, parsed.GetValue(id), setting.Interrupted);
            RunView run = await session.Api.GetRunAsync(runId, setting.Interrupted);
            byte[] patch = await session.Api.GetDiffAsync(runId, setting.Interrupted);
            if (patch.Length == 0)
            {
                setting.Error.WriteLine($"run {runId} changed nothing");
                return ExitCode.Complete;
            }

            string target = parsed.GetValue(folder) is { } given ? Path.GetFullPath(given, setting.WorkingFolder) : run.Repository.Path;
            IReadOnlyList<string> files = await PatchApplication.ApplyAsync(target, patch, setting.Interrupted);
            setting.Error.WriteLine($"applied to {target}:");
            foreach (string file in files)
            {
                setting.Out.WriteLine(file);
            }

            return ExitCode.Complete;
        });
        return command;
    }
}
