using System.CommandLine;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder github replay</c>: a saved payload goes the way of a webhook.</summary>
internal static class GitHubReplayCommand
{
    private const string Pending = "pending";

    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(200);
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(2);

    public static Command Create(CliSetting setting)
    {
        Argument<string> payload = new("PAYLOAD") { Description = "File with the webhook's JSON." };
        Option<string> name = new("--event") { Description = "GitHub's event, like issues or pull_request.", Required = true };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("replay", "Handles a saved payload as if GitHub had sent it now. Exit code 5 when that fails.") { payload, name, server };
        command.SetAction(parsed => ExecuteAsync(setting, parsed.GetRequiredValue(payload), parsed.GetRequiredValue(name), parsed.GetValue(server)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, string payload, string name, string? server)
    {
        string path = Path.GetFullPath(payload, setting.WorkingFolder);
        if (!File.Exists(path))
        {
            throw new CommandException(ExitCode.Usage, $"There is no file {path}");
        }

        byte[] body = await File.ReadAllBytesAsync(path, setting.Interrupted);
        await using HostSession session = await HostSession.OpenAsync(setting, server, setting.Interrupted);
        DeliveryView delivery = await session.Api.ReplayAsync(name, body, setting.Interrupted);
        setting.Error.WriteLine($"recorded as {delivery.DeliveryId}");
        DateTimeOffset deadline = setting.Time.GetUtcNow() + Patience;
        while (delivery.Status == Pending && setting.Time.GetUtcNow() < deadline)
        {
            await Task.Delay(Poll, setting.Time, setting.Interrupted);
            delivery = await session.Api.GetDeliveryAsync(delivery.Id, setting.Interrupted);
        }

        setting.Out.WriteLine($"{"delivery",-14}{delivery.DeliveryId}");
        setting.Out.WriteLine($"{"status",-14}{delivery.Status}{(delivery.Attempts > 1 ? $" at try {delivery.Attempts}" : "")}");
        setting.Out.WriteLine($"{"result",-14}{(delivery.Summary.Length == 0 ? "none yet: the host goes on with it" : delivery.Summary)}");
        return delivery.Status is "handled" or "ignored" ? ExitCode.Complete : ExitCode.Platform;
    }
}
