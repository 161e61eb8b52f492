using System.CommandLine;
using Coder.Cli.Following;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Commands;

/// <summary><c>coder runs resume</c>: a paused run goes on, a quarantined one is tried again; one that a stopped host left behind goes on by itself as soon as a host is there; both are followed.</summary>
internal static class RunsResumeCommand
{
    private static readonly TimeSpan NoticePatience = TimeSpan.FromSeconds(30);

    public static Command Create(CliSetting setting)
    {
        Argument<string?> id = RunIdArgument.Create();
        Option<decimal?> budget = new("--budget") { Description = "A new budget in credits.", HelpName = "CREDITS" };
        Option<bool> json = new("--json") { Description = "Prints the run's further events, one JSON object a line, instead of the result." };
        Option<string?> server = RunOptions.ServerOption();
        Command command = new("resume", "Continues a run at the turn where it stopped, and follows it.") { id, budget, json, server };
        command.SetAction(parsed => ExecuteAsync(setting, parsed.GetValue(id), parsed.GetValue(budget), parsed.GetValue(json), parsed.GetValue(server)));
        return command;
    }

    private static async Task<int> ExecuteAsync(CliSetting setting, string? given, decimal? budget, bool json, string? server)
    {
        await using HostSession session = await HostSession.OpenAsync(setting, server, setting.Interrupted);
        string id = await RunIdArgument.ResolveAsync(session.Api, given, setting.Interrupted);
        RunView run = await session.Api.GetRunAsync(id, setting.Interrupted);
        long after = run.CompletedAt is null ? await RunEvents.LastAsync(session.Api, id, setting.Interrupted) : 0;
        if (run.Status is RunStatus.Paused or RunStatus.BudgetExceeded or RunStatus.Quarantined)
        {
            await session.Api.ResumeAsync(id, budget, setting.Interrupted);
            await WaitUntilItGoesOnAsync(setting, session, run, setting.Interrupted);
        }

        setting.Error.WriteLine(run.CompletedAt is null ? $"run {id} goes on" : $"run {id} is final: {StatusText.Of(run)}");
        return await new RunReport(setting, session, json).FollowAsync(id, after);
    }

    // The request is recorded at once, the run takes notice a moment later; until then it would look as if it stood still.
    private static async Task WaitUntilItGoesOnAsync(CliSetting setting, HostSession session, RunView paused, CancellationToken cancellationToken)
    {
        long begin = setting.Time.GetTimestamp();
        while (setting.Time.GetElapsedTime(begin) < NoticePatience && (await session.Api.GetRunAsync(paused.Id, cancellationToken)).Status == paused.Status)
        {
            await Task.Delay(TimeSpan.FromMilliseconds(100), setting.Time, cancellationToken);
        }
    }
}
