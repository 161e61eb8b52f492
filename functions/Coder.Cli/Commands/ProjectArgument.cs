using System.CommandLine;
using Coder.Cli.Api;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary>The PROJECT of commands: its id or its name.</summary>
internal static class ProjectArgument
{
    public static Argument<string> Create() => new("PROJECT") { Description = "The project's id or name." };

    public static async Task<ProjectView> ResolveAsync(CoderApi api, string given, CancellationToken cancellationToken)
    {
        IReadOnlyList<ProjectView> projects = await api.ListProjectsAsync(cancellationToken);
        return projects.FirstOrDefault(project => project.Id == given || project.Name.Equals(given, StringComparison.OrdinalIgnoreCase))
            ?? throw new CommandException(ExitCode.Usage, $"There is no project {given}: see coder projects list.");
    }
}
