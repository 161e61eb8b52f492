using System.CommandLine;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary>The options of <c>run</c>, and the request they make together with the environment.</summary>
internal sealed class RunOptions
{
    public Argument<string> Prompt { get; } = new("PROMPT") { Description = "What to do; - reads it from standard input." };

    public Option<string> ProjectFolder { get; } = new("--project-dir")
    {
        Description = "Folder of the project, in a git repository. Default: the current folder.", HelpName = "DIR", DefaultValueFactory = _ => ".",
    };

    public Option<string?> Project { get; } = new("--project") { Description = "A project of the account, instead of a folder: its id or name.", HelpName = "PROJECT" };

    public Option<string?> Agent { get; } = new("--agent") { Description = "Name of an agent, or the folder of one. Default: coder.", HelpName = "NAME|DIR" };

    public Option<string[]> Variables { get; } = new("--var") { Description = "Value of one of the agent's variables; may be repeated.", HelpName = "NAME=VALUE" };

    public Option<string?> Model { get; } = new("--model")
    {
        Description = "anthropic:MODEL, openai:MODEL, ollama:MODEL, azure:DEPLOYMENT or scripted:FILE. Default: the agent's, else CODER_MODEL of the host.", HelpName = "SPEC",
    };

    public Option<int?> MaxFixAttempts { get; } = new("--max-fix-attempts") { Description = "Rounds of the fix loop, 0 to 20. Default: the agent's.", HelpName = "N" };

    public Option<decimal?> Budget { get; } = new("--budget") { Description = "Credits the run may spend.", HelpName = "CREDITS" };

    public Option<bool> Yes { get; } = new("--yes") { Description = "Approves plans without asking (also: CODER_AUTOAPPROVE=1)." };

    public Option<string?> Sandbox { get; } = new("--sandbox") { Description = "auto (default), bwrap, or none for a repository you trust.", HelpName = "auto|bwrap|none" };

    public Option<bool> AllowUnverified { get; } = new("--allow-unverified") { Description = "Lets a run succeed that had no test to run; the pull request says so." };

    public Option<bool> AcceptBaselineFailures { get; } = new("--accept-baseline-failures")
    {
        Description = "Lets a run succeed when the only tests that fail failed before; the pull request says so.",
    };

    public Option<string?> Record { get; } = new("--record") { Description = "Writes the model's answers as a script for scripted:FILE.", HelpName = "FILE" };

    public Option<bool> Json { get; } = new("--json") { Description = "Prints the run's events, one JSON object a line, instead of the result." };

    public Option<string?> Server { get; } = ServerOption();

    public static Option<string?> ServerOption() => new("--server") { Description = "Address of a hosted Coder; its key is CODER_API_KEY.", HelpName = "URL" };

    public void AddTo(Command command)
    {
        Sandbox.AcceptOnlyFromAmong("auto", "bwrap", "none");
        MaxFixAttempts.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, out int n) && n is >= 0 and <= 20))
            {
                result.AddError("--max-fix-attempts takes a number from 0 to 20.");
            }
        });
        command.Arguments.Add(Prompt);
        Option[] options =
        [
            ProjectFolder, Project, Agent, Variables, Model, MaxFixAttempts, Budget, Yes, Sandbox, AllowUnverified, AcceptBaselineFailures, Record, Json, Server,
        ];
        foreach (Option option in options)
        {
            command.Options.Add(option);
        }
    }

    public RunRequest Read(ParseResult parsed, CliSetting setting)
    {
        string folder = setting.WorkingFolder;
        return new()
        {
            Prompt = PromptText.Read(parsed.GetRequiredValue(Prompt), setting),
            Agent = parsed.GetValue(Agent) is { } agent ? AgentOf(agent, folder) : null,
            Repository = parsed.GetValue(Project) is { } project
                ? new RepositoryReference { Project = project }
                : new RepositoryReference { Path = ProjectOf(parsed.GetRequiredValue(ProjectFolder), folder) },
            Variables = VariableArguments.Parse(parsed.GetValue(Variables) ?? []),
            Model = parsed.GetValue(Model) is { } model ? ModelOf(model, folder) : null,
            Budget = parsed.GetValue(Budget),
            AutoApprove = parsed.GetValue(Yes) || setting.Variable("CODER_AUTOAPPROVE") is "1" or "true" ? true : null,
            MaxFixAttempts = parsed.GetValue(MaxFixAttempts),
            BuildCmd = NonEmpty(setting.Variable("BUILD_CMD")),
            TestCmd = NonEmpty(setting.Variable("TEST_CMD")),
            AllowUnverified = parsed.GetValue(AllowUnverified) ? true : null,
            AcceptBaselineFailures = parsed.GetValue(AcceptBaselineFailures) ? true : null,
            Sandbox = parsed.GetValue(Sandbox),
            Record = parsed.GetValue(Record) is { } record ? Path.GetFullPath(record, folder) : null,
        };
    }

    private static string ProjectOf(string given, string workingFolder)
    {
        string path = Path.GetFullPath(given, workingFolder);
        return Directory.Exists(path) ? path : throw new CommandException(ExitCode.Usage, $"--project-dir {given}: there is no folder {path}");
    }

    // A name stays a name even where a folder is called the same: a folder is written with a slash.
    private static string AgentOf(string given, string workingFolder)
    {
        if (!given.Contains('/') && given is not ("." or ".."))
        {
            return given;
        }

        string path = Path.GetFullPath(given, workingFolder);
        return Directory.Exists(path) ? path : throw new CommandException(ExitCode.Usage, $"--agent {given}: there is no folder {path}");
    }

    private static string ModelOf(string given, string workingFolder)
    {
        const string scripted = "scripted:";
        if (!given.StartsWith(scripted, StringComparison.Ordinal))
        {
            return given;
        }

        string path = Path.GetFullPath(given[scripted.Length..], workingFolder);
        return File.Exists(path) ? scripted + path : throw new CommandException(ExitCode.Usage, $"--model {given}: there is no file {path}");
    }

    private static string? NonEmpty(string? value) => string.IsNullOrWhiteSpace(value) ? null : value;
}
