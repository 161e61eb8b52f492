using System.CommandLine;
using Coder.Cli.Api;

namespace Coder.Cli.Commands;

/// <summary>The <c>coder</c> command.</summary>
internal static class CoderCommand
{
    public static RootCommand Create(CliSetting setting) => new("Turns a request into a verified change of a git repository.")
    {
        DemoCommand.Create(setting),
        RunCommand.Create(setting),
        QuoteCommand.Create(setting),
        ValidateCommand.Create(setting),
        ServeCommand.Create(setting),
        RunsCommand.Create(setting),
        UsageCommand.Create(setting),
        TrajectoryCommand.Create(setting),
        AuditCommand.Create(setting),
        ProjectsCommand.Create(setting),
        SecretsCommand.Create(setting),
        KeysCommand.Create(setting),
        AccountsCommand.Create(setting),
        BillingCommand.Create(setting),
        GitHubCommand.Create(setting),
        InstallCommand.Create(setting),
        DoctorCommand.Create(setting),
    };

    public static async Task<int> InvokeAsync(IReadOnlyList<string> arguments, CliSetting setting)
    {
        ParseResult parsed = Create(setting).Parse(arguments);
        if (parsed.Errors.Count > 0)
        {
            foreach (string message in parsed.Errors.Select(e => e.Message).Distinct())
            {
                setting.Error.WriteLine($"error: {message}");
            }

            setting.Error.WriteLine($"See: {setting.Installation.Paste(setting.WorkingFolder, [.. Names(parsed), "--help"])}");
            return ExitCode.Usage;
        }

        try
        {
            InvocationConfiguration configuration = new()
            {
                Output = setting.Out,
                Error = setting.Error,
                EnableDefaultExceptionHandler = false,
                ProcessTerminationTimeout = null,
            };
            return await parsed.InvokeAsync(configuration, setting.Interrupted);
        }
        catch (CommandException e)
        {
            return Fail(setting, e.Message, e.ExitCode);
        }
        catch (ApiException e)
        {
            bool isKeyOfTheUser = e.Problem.Code == "unauthorized" && setting.Variable("CODER_API_KEY") is { Length: > 0 };
            return Fail(setting, isKeyOfTheUser ? $"{e.Message}\nThe key that was sent is CODER_API_KEY: it is not known there, has expired or was revoked." : e.Message, ExitCode.Of(e.Problem));
        }
        catch (HostLostException e)
        {
            return Fail(setting, e.Message, ExitCode.Platform);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return Fail(setting, e.Message, ExitCode.Platform);
        }
        catch (OperationCanceledException) when (setting.Interrupted.IsCancellationRequested)
        {
            return ExitCode.Interrupted;
        }
    }

    private static int Fail(CliSetting setting, string message, int exitCode)
    {
        setting.Error.WriteLine($"error: {message}");
        return exitCode;
    }

    private static IEnumerable<string> Names(ParseResult parsed)
    {
        List<string> names = [];
        for (System.CommandLine.Parsing.CommandResult? at = parsed.CommandResult; at?.Parent is System.CommandLine.Parsing.CommandResult parent; at = parent)
        {
            names.Insert(0, at.Command.Name);
        }

        return names;
    }
}
