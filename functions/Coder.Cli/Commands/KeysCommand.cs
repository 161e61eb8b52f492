using System.CommandLine;
using System.Globalization;
using System.Text.Json;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder keys …</c>. A new key is the only line on standard output.</summary>
internal static class KeysCommand
{
    private static readonly string[] Scopes = ["runs:read", "runs:write", "billing", "admin"];

    public static Command Create(CliSetting setting) => new("keys", "API keys of the account.") { List(setting), Make(setting), Rotate(setting), Revoke(setting) };

    private static Command List(CliSetting setting)
    {
        Option<bool> json = new("--json") { Description = "Prints the keys as a JSON array." };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("list", "The keys, the oldest first; the key in use is marked.") { json, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            IReadOnlyList<ApiKeyView> keys = await session.Api.ListKeysAsync(setting.Interrupted);
            foreach (string line in parsed.GetValue(json) ? [JsonSerializer.Serialize(keys, ApiJson.Options)] : keys.Select(Line))
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
        Option<string[]> scopes = new("--scope") { Description = $"What it may be used for: {string.Join(", ", Scopes)}; may be repeated.", HelpName = "SCOPE", Required = true };
        scopes.AcceptOnlyFromAmong(Scopes);
        Option<int?> days = ExpiryOption();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("create", "Makes a key and prints it, this once.") { name, scopes, days, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            KeyRequest request = new(parsed.GetRequiredValue(name), parsed.GetRequiredValue(scopes), parsed.GetValue(days));
            return Show(setting, await session.Api.CreateKeyAsync(request, setting.Interrupted), "made");
        });
        return command;
    }

    private static Command Rotate(CliSetting setting)
    {
        Argument<string> id = IdArgument();
        Option<int?> overlap = new("--overlap-hours") { Description = "How long the old key goes on working, 0 to 168. Default: 24.", HelpName = "N" };
        Option<int?> days = ExpiryOption();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("rotate", "Makes a key like this one and prints it, this once.") { id, overlap, days, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            KeyRotation request = new(parsed.GetValue(overlap), parsed.GetValue(days));
            return Show(setting, await session.Api.RotateKeyAsync(parsed.GetRequiredValue(id), request, setting.Interrupted), "made");
        });
        return command;
    }

    private static Command Revoke(CliSetting setting)
    {
        Argument<string> id = IdArgument();
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("revoke", "Takes a key away at once.") { id, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            await session.Api.RevokeKeyAsync(parsed.GetRequiredValue(id), setting.Interrupted);
            setting.Error.WriteLine($"key {parsed.GetRequiredValue(id)} is revoked");
            return ExitCode.Complete;
        });
        return command;
    }

    internal static int Show(CliSetting setting, IssuedKeyView key, string what)
    {
        setting.Error.WriteLine($"{key.Details.Id} is {what}; its key is shown this once:");
        setting.Out.WriteLine(key.Key);
        return ExitCode.Complete;
    }

    private static string Line(ApiKeyView key) =>
        $"{key.Id}{(key.Current ? " *" : "  ")}  {key.Name}  {string.Join(',', key.Scopes)}  used {Day(key.LastUsedAt)}  expires {Day(key.ExpiresAt)}";

    private static string Day(DateTimeOffset? time) => time?.ToLocalTime().ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture) ?? "never";

    private static Argument<string> IdArgument() => new("ID") { Description = "The key's id, as keys list shows it." };

    private static Option<int?> ExpiryOption() => new("--expires-in-days") { Description = "1 to 3650. Default: never.", HelpName = "N" };
}
