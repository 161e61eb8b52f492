using System.CommandLine;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary>What <c>projects create</c> and <c>projects update</c> say of a project.</summary>
internal sealed class ProjectOptions
{
    public Option<string?> Folder { get; } = new("--project-dir") { Description = "A repository on the host's machine.", HelpName = "DIR" };

    public Option<string?> Github { get; } = new("--github") { Description = "A repository on GitHub.", HelpName = "OWNER/NAME" };

    public Option<string?> Ref { get; } = new("--ref") { Description = "Branch, tag or commit that runs start from.", HelpName = "REF" };

    public Option<string?> Agent { get; } = new("--agent") { Description = "Agent of runs that name none.", HelpName = "NAME" };

    public Option<string?> Model { get; } = new("--model") { Description = "Model of runs that name none.", HelpName = "SPEC" };

    public Option<decimal?> Budget { get; } = new("--budget") { Description = "Credits that a run may spend when it does not say.", HelpName = "CREDITS" };

    public Option<string?> BuildCommand { get; } = new("--build-cmd") { Description = "Command line of the build gate.", HelpName = "LINE" };

    public Option<string?> TestCommand { get; } = new("--test-cmd") { Description = "Command line of the test gate.", HelpName = "LINE" };

    public void AddTo(Command command)
    {
        foreach (Option option in (Option[])[Folder, Github, Ref, Agent, Model, Budget, BuildCommand, TestCommand])
        {
            command.Options.Add(option);
        }
    }

    /// <summary>The request; what is not given stays as it was.</summary>
    public ProjectRequest Read(ParseResult parsed, CliSetting setting, string name, ProjectView? before)
    {
        string? folder = parsed.GetValue(Folder) is { } given ? Path.GetFullPath(given, setting.WorkingFolder) : null;
        string? github = parsed.GetValue(Github);
        if ((folder is not null && github is not null) || (before is null && folder is null && github is null))
        {
            throw new CommandException(ExitCode.Usage, "Give the project's repository: either --project-dir or --github.");
        }

        RepositoryReference repository = folder is null && github is null ? before!.Repository : new RepositoryReference { Path = folder, Github = github, Ref = before?.Repository.Ref };
        return new ProjectRequest
        {
            Name = name,
            Repository = repository with { Ref = parsed.GetValue(Ref) ?? repository.Ref },
            Agent = parsed.GetValue(Agent) ?? before?.Agent,
            Model = parsed.GetValue(Model) ?? before?.Model,
            Budget = parsed.GetValue(Budget) ?? before?.Budget,
            BuildCmd = parsed.GetValue(BuildCommand) ?? before?.BuildCmd,
            TestCmd = parsed.GetValue(TestCommand) ?? before?.TestCmd,
        };
    }
}
