using System.CommandLine;
using System.Text.Json;
using Coder.Cli.Following;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

internal static class RunsListCommand
{
    private const int LimitDefault = 20;
    private const int LimitMax = 100;
    private const int PromptLengthMax = 60;

    public static Command Create(CliSetting setting)
    {
        Option<int> limit = new("--limit") { Description = $"At most so many, 1 to {LimitMax}.", DefaultValueFactory = _ => LimitDefault };
        limit.Validators.Add(result =>
        {
            if (result.Tokens.Count == 1 && !(int.TryParse(result.Tokens[0].Value, out int n) && n is >= 1 and <= LimitMax))
            {
                result.AddError($"--limit takes a number from 1 to {LimitMax}.");
            }
        });
        Option<string?> status = new("--status") { Description = "Only runs in this state." };
        Dictionary<string, RunStatus> states = Enum.GetValues<RunStatus>().ToDictionary(StatusText.Of);
        status.AcceptOnlyFromAmong([.. states.Keys]);
        Option<bool> json = new("--json") { Description = "Prints the runs as a JSON array." };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("list", "The latest runs, newest first.") { limit, status, json, server };
        command.SetAction(async parsed =>
        {
            await using HostSession session = await HostSession.OpenAsync(setting, parsed.GetValue(server), setting.Interrupted);
            RunStatus? only = parsed.GetValue(status) is { } name ? states[name] : null;
            Page<RunView> page = await session.Api.ListRunsAsync(parsed.GetValue(limit), null, only, setting.Interrupted);
            foreach (string line in parsed.GetValue(json) ? [JsonSerializer.Serialize(page.Items, ApiJson.Options)] : page.Items.Select(Line))
            {
                setting.Out.WriteLine(line);
            }

            return ExitCode.Complete;
        });
        return command;
    }

    private static string Line(RunView run)
    {
        string prompt = EventText.OneLine(run.Prompt);
        string shown = prompt.Length <= PromptLengthMax ? prompt : $"{prompt[..(PromptLengthMax - 1)]}…";
        return $"{run.Id}  {run.CreatedAt.ToLocalTime():yyyy-MM-dd HH:mm}  {StatusText.Of(run),-18}  {run.Agent}  {shown}";
    }
}
