using Coder.Cli.Api;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Following;

/// <summary>Follows a run and says how it ended; the way of <c>run</c>, <c>demo</c>, <c>runs resume</c> and an approval that had to start the host.</summary>
internal sealed class RunReport(CliSetting setting, HostSession session, bool json)
{
    private static readonly TimeSpan PausePatience = TimeSpan.FromSeconds(30);

    /// <summary>The exit code. Ctrl-C pauses the run.</summary>
    public async Task<int> FollowAsync(string id, long after)
    {
        using ProgressPrinter progress = new(setting);
        try
        {
            FollowEnd end = await new RunFollower(setting, session, progress, json).FollowAsync(id, after, setting.Interrupted);
            progress.Dispose();
            await TellAsync(end, setting.Interrupted);
            return ExitCode.Of(end.Run);
        }
        catch (OperationCanceledException) when (setting.Interrupted.IsCancellationRequested)
        {
            progress.Dispose();
            return await PauseAsync(id);
        }
    }

    private async Task TellAsync(FollowEnd end, CancellationToken cancellationToken)
    {
        RunView run = end.Run;
        if (run.Status is RunStatus.WaitingApproval or RunStatus.WaitingInput)
        {
            TellHowToAnswer(run.Id, end.Pending);
        }
        else if (run.Status is RunStatus.Paused)
        {
            setting.Error.WriteLine($"the run is paused; continue with: {Paste("runs", "resume", run.Id)}");
        }
        else if (run.Status is RunStatus.BudgetExceeded)
        {
            setting.Error.WriteLine($"the run reached its budget; continue with a larger one: {Paste("runs", "resume", run.Id, "--budget", "CREDITS")}");
        }
        else if (run.Status is RunStatus.Quarantined)
        {
            setting.Error.WriteLine($"the run is quarantined, the host could not go on with it: {EventText.OneLine(run.Error ?? "")}");
            setting.Error.WriteLine($"  when that is mended: {Paste("runs", "resume", run.Id)}");
            setting.Error.WriteLine($"  to give it up: {Paste("runs", "cancel", run.Id)}");
        }
        else if (!json)
        {
            IReadOnlyList<ArtifactView> artifacts = await session.Api.ListArtifactsAsync(run.Id, cancellationToken);
            foreach (string line in ResultText.Lines(run, artifacts, words => Paste(words)))
            {
                setting.Out.WriteLine(line);
            }
        }
    }

    private void TellHowToAnswer(string id, ApprovalView? pending)
    {
        setting.Error.WriteLine($"the run waits for an answer: {EventText.OneLine(pending?.Question ?? "")}");
        if (pending?.Kind != "input")
        {
            setting.Error.WriteLine($"  {Paste("runs", "approve", id)}");
            setting.Error.WriteLine($"  {Paste("runs", "reject", id)}");
        }

        string sample = pending?.Options.FirstOrDefault() ?? "your answer";
        setting.Error.WriteLine($"  {Paste("runs", "answer", id, sample)}");
    }

    private async Task<int> PauseAsync(string id)
    {
        using CancellationTokenSource patience = new(PausePatience, setting.Time);
        setting.Error.WriteLine("pausing the run (Ctrl-C again quits at once)");
        try
        {
            await session.Api.PauseAsync(id, patience.Token);
            while ((await session.Api.GetRunAsync(id, patience.Token)).Status is RunStatus.Running or RunStatus.Queued)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), setting.Time, patience.Token);
            }
        }
        catch (Exception e) when (e is ApiException or HostLostException or OperationCanceledException)
        {
            setting.Error.WriteLine($"the pause is not confirmed ({EventText.OneLine(e.Message)}); the run is durable all the same");
        }

        setting.Error.WriteLine(Paste("runs", "resume", id));
        return ExitCode.Interrupted;
    }

    private string Paste(params IEnumerable<string> words) => setting.Installation.Paste(setting.WorkingFolder, words);
}
