using System.CommandLine;
using System.Text.Json;
using Coder.Cli.Api;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

internal static class RunsArtifactsCommand
{
    public static Command Create(CliSetting setting)
    {
        Argument<string?> id = RunIdArgument.Create();
        Option<string?> target = new("--to") { Description = "Saves the artifacts in this folder.", HelpName = "DIR" };
        Option<bool> json = new("--json") { Description = "Prints the list as a JSON array." };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("artifacts", "Lists a run's artifacts, or saves them.") { id, target, json, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string runId = await RunIdArgument.ResolveAsync(session.Api, parsed.GetValue(id), setting.Interrupted);
            IReadOnlyList<ArtifactView> artifacts = await session.Api.ListArtifactsAsync(runId, setting.Interrupted);
            if (parsed.GetValue(json))
            {
                setting.Out.WriteLine(JsonSerializer.Serialize(artifacts, ApiJson.Options));
            }

            string? folder = parsed.GetValue(target) is { } given ? Path.GetFullPath(given, setting.WorkingFolder) : null;
            foreach (ArtifactView artifact in artifacts)
            {
                string place = folder is null ? artifact.Id : await SaveAsync(session.Api, runId, artifact, folder, setting.Interrupted);
                if (!parsed.GetValue(json))
                {
                    setting.Out.WriteLine($"{place}  {artifact.Name}  {artifact.MediaType}  {artifact.Size} bytes  sha256 {artifact.Sha256}");
                }
            }

            return ExitCode.Complete;
        });
        return command;
    }

    private static async Task<string> SaveAsync(CoderApi api, string runId, ArtifactView artifact, string folder, CancellationToken cancellationToken)
    {
        Directory.CreateDirectory(folder);

        // Only the file name counts: a name from outside must not leave the folder.
        string file = Path.Combine(folder, Path.GetFileName(artifact.Name) is { Length: > 0 } name and not (".." or ".") ? name : "artifact");
        await using FileStream target = File.Create(file);
        await api.CopyArtifactAsync(runId, artifact.Id, target, cancellationToken);
        return file;
    }
}
