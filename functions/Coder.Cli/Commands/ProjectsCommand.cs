using System.CommandLine;
using System.Text.Json;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder projects …</c></summary>
internal static class ProjectsCommand
{
    public static Command Create(CliSetting setting) => new("projects", "Repositories that the account works on.") { List(setting), Make(setting), Update(setting), Delete(setting) };

    private static Command List(CliSetting setting)
    {
        Option<bool> json = new("--json") { Description = "Prints the projects as a JSON array." };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("list", "The projects, the oldest first.") { json, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            IReadOnlyList<ProjectView> projects = await session.Api.ListProjectsAsync(setting.Interrupted);
            foreach (string line in parsed.GetValue(json) ? [JsonSerializer.Serialize(projects, ApiJson.Options)] : projects.Select(Line))
            {
                setting.Out.WriteLine(line);
            }

            return ExitCode.Complete;
        });
        return command;
    }

    private static Command Make(CliSetting setting)
    {
        Argument<string> name = new("NAME") { Description = "Your word for it." };
        ProjectOptions options = new();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("create", "Makes a project and prints its id.") { name, server };
        options.AddTo(command);
        command.SetAction(async parsed =>
        {
            ProjectRequest request = options.Read(parsed, setting, parsed.GetRequiredValue(name), null);
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            setting.Out.WriteLine((await session.Api.CreateProjectAsync(request, setting.Interrupted)).Id);
            return ExitCode.Complete;
        });
        return command;
    }

    private static Command Update(CliSetting setting)
    {
        Argument<string> project = ProjectArgument.Create();
        Option<string?> name = new("--name") { Description = "Another name." };
        ProjectOptions options = new();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("update", "Changes what is given, and leaves the rest.") { project, name, server };
        options.AddTo(command);
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            ProjectView before = await ProjectArgument.ResolveAsync(session.Api, parsed.GetRequiredValue(project), setting.Interrupted);
            ProjectRequest request = options.Read(parsed, setting, parsed.GetValue(name) ?? before.Name, before);
            setting.Out.WriteLine(Line(await session.Api.ReplaceProjectAsync(before.Id, request, setting.Interrupted)));
            return ExitCode.Complete;
        });
        return command;
    }

    private static Command Delete(CliSetting setting)
    {
        Argument<string> project = ProjectArgument.Create();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("delete", "Takes a project and its secrets away; its runs stay.") { project, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            ProjectView found = await ProjectArgument.ResolveAsync(session.Api, parsed.GetRequiredValue(project), setting.Interrupted);
            await session.Api.DeleteProjectAsync(found.Id, setting.Interrupted);
            setting.Error.WriteLine($"project {found.Name} ({found.Id}) is deleted");
            return ExitCode.Complete;
        });
        return command;
    }

    private static string Line(ProjectView project) =>
        $"{project.Id}  {project.Name}  {project.Repository.Github ?? project.Repository.Url ?? project.Repository.Path}{(project.Repository.Ref is { } start ? $"@{start}" : "")}";
}
