using System.CommandLine;
using System.Text;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder secrets …</c>. A value is read from standard input only: arguments are seen by others and kept by shells.</summary>
internal static class SecretsCommand
{
    private const int ValueBytesMax = 64 * 1024;

    public static Command Create(CliSetting setting) => new("secrets", "What the gates and scripts of a project's runs find in their environment.") { List(setting), Set(setting), Delete(setting) };

    private static Command List(CliSetting setting)
    {
        Argument<string> project = ProjectArgument.Create();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("list", "Names of a project's secrets.") { project, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string id = (await ProjectArgument.ResolveAsync(session.Api, parsed.GetRequiredValue(project), setting.Interrupted)).Id;
            foreach (SecretView secret in await session.Api.ListSecretsAsync(id, setting.Interrupted))
            {
                setting.Out.WriteLine($"{secret.Name}  {secret.UpdatedAt.ToLocalTime():yyyy-MM-dd HH:mm}");
            }

            return ExitCode.Complete;
        });
        return command;
    }

    private static Command Set(CliSetting setting)
    {
        Argument<string> project = ProjectArgument.Create();
        Argument<string> name = NameArgument();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("set", "Sets a secret to what standard input has, without the line break at its end.") { project, name, server };
        command.SetAction(async parsed =>
        {
            SecretRequest request = new(await ReadAsync(setting));
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string id = (await ProjectArgument.ResolveAsync(session.Api, parsed.GetRequiredValue(project), setting.Interrupted)).Id;
            await session.Api.SetSecretAsync(id, parsed.GetRequiredValue(name), request, setting.Interrupted);
            setting.Error.WriteLine($"secret {parsed.GetRequiredValue(name)} is set");
            return ExitCode.Complete;
        });
        return command;
    }

    private static Command Delete(CliSetting setting)
    {
        Argument<string> project = ProjectArgument.Create();
        Argument<string> name = NameArgument();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("delete", "Takes a secret away; runs that have begun keep it.") { project, name, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            string id = (await ProjectArgument.ResolveAsync(session.Api, parsed.GetRequiredValue(project), setting.Interrupted)).Id;
            await session.Api.DeleteSecretAsync(id, parsed.GetRequiredValue(name), setting.Interrupted);
            setting.Error.WriteLine($"secret {parsed.GetRequiredValue(name)} is deleted");
            return ExitCode.Complete;
        });
        return command;
    }

    private static Argument<string> NameArgument() => new("NAME") { Description = "The variable that commands read it from, like NPM_TOKEN." };

    private static async Task<string> ReadAsync(CliSetting setting)
    {
        await using Stream input = setting.OpenInput();
        byte[] bytes = new byte[ValueBytesMax + 1];
        int length = await input.ReadAtLeastAsync(bytes, bytes.Length, throwOnEndOfStream: false, setting.Interrupted);
        if (length > ValueBytesMax)
        {
            throw new CommandException(ExitCode.Usage, $"Standard input has more than {ValueBytesMax} bytes, which is no secret.");
        }

        string text = Encoding.UTF8.GetString(bytes, 0, length);
        string value = text.EndsWith("\r\n", StringComparison.Ordinal) ? text[..^2] : text.EndsWith('\n') ? text[..^1] : text;
        return value.Length > 0 ? value : throw new CommandException(ExitCode.Usage, "Give the secret's value on standard input, like: coder secrets set PROJECT NAME < FILE");
    }
}
