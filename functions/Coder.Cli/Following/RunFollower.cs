using System.Text.Json;
using Coder.Cli.Api;
using Coder.Cli.Hosting;
using Coder.Contracts;

namespace Coder.Cli.Following;

/// <summary>Follows a run to its end, or to where it stands still; asks its questions when somebody can be asked.</summary>
internal sealed class RunFollower(CliSetting setting, HostSession session, ProgressPrinter progress, bool json)
{
    private readonly ApprovalDialog _dialog = new(setting);
    private long _after;

    /// <param name="after">Number of the last event that is already known.</param>
    public async Task<FollowEnd> FollowAsync(string id, long after, CancellationToken cancellationToken)
    {
        _after = after;
        while (true)
        {
            try
            {
                RunView run = await session.Api.GetRunAsync(id, cancellationToken);
                if (await StandsStillAsync(run, cancellationToken) is { } still)
                {
                    return still;
                }

                long before = _after;
                bool completed = await StreamAsync(id, cancellationToken);
                if (completed || (run.CompletedAt is not null && _after == before))
                {
                    return new(await session.Api.GetRunAsync(id, cancellationToken), null);
                }
            }
            catch (HostLostException lost)
            {
                progress.Say(LineTone.Warning, "the connection to the host was lost");
                if (!await session.ReopenAsync(cancellationToken))
                {
                    throw new CommandException(ExitCode.Platform,
                        $"{lost.Message}\nNothing is lost. Continue with: {setting.Installation.Paste(setting.WorkingFolder, "runs", "resume", id)}", lost);
                }
            }
        }
    }

    /// <summary>Shows events as they come; true after the run's last one, false when something is to be looked at or the stream was closed.</summary>
    private async Task<bool> StreamAsync(string id, CancellationToken cancellationToken)
    {
        await foreach (RunEvent runEvent in session.Api.StreamEventsAsync(id, _after, cancellationToken))
        {
            if (runEvent.Id != 0 && runEvent.Id <= _after)
            {
                continue;
            }

            _after = Math.Max(_after, runEvent.Id);
            Show(runEvent);
            if (runEvent.Type == RunEventTypes.RunCompleted)
            {
                return true;
            }

            if (runEvent.Type is RunEventTypes.ApprovalRequested or RunEventTypes.RunStatus)
            {
                return false;
            }
        }

        return false;
    }

    private void Show(RunEvent runEvent)
    {
        if (json)
        {
            setting.Out.WriteLine(JsonSerializer.Serialize(runEvent, ApiJson.Options));
            setting.Out.Flush();
        }

        progress.Show(runEvent);
    }

    // The run's row decides, not the event that made us look: an event may be old by the time it is read.
    private async Task<FollowEnd?> StandsStillAsync(RunView run, CancellationToken cancellationToken)
    {
        if (run.Status is RunStatus.Paused or RunStatus.BudgetExceeded or RunStatus.Quarantined)
        {
            return new(run, null);
        }

        if (run.Status is not (RunStatus.WaitingApproval or RunStatus.WaitingInput)
            || (await session.Api.ListApprovalsAsync(run.Id, cancellationToken)).FirstOrDefault(a => a.State == "pending") is not { } pending)
        {
            return null;
        }

        return setting.CanAsk && await AskAsync(run.Id, pending, cancellationToken) ? null : new(run, pending);
    }

    /// <summary>True when the question is answered, here or elsewhere.</summary>
    private async Task<bool> AskAsync(string id, ApprovalView pending, CancellationToken cancellationToken)
    {
        using CancellationTokenSource decided = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        Task<string?> answer = _dialog.AskAsync(pending, decided.Token);
        Task elsewhere = AnsweredElsewhereAsync(id, pending.Id, decided.Token);
        Task first = await Task.WhenAny(answer, elsewhere);
        if (first == elsewhere)
        {
            await decided.CancelAsync();
            await ((Task)answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            setting.Error.WriteLine();
            await elsewhere;
            return true;
        }

        await decided.CancelAsync();
        await elsewhere.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        if (await answer is not { } text)
        {
            return false;
        }

        await AnswerAsync(id, pending.Id, text, cancellationToken);
        return true;
    }

    private async Task AnswerAsync(string id, string approvalId, string text, CancellationToken cancellationToken)
    {
        try
        {
            await session.Api.AnswerAsync(id, approvalId, new AnswerRequest(text, By: "cli"), cancellationToken);
        }
        catch (ApiException e) when (e.Problem.Status == 409)
        {
            progress.Say(LineTone.Plain, "it was answered elsewhere in the meantime");
        }
    }

    private async Task AnsweredElsewhereAsync(string id, string approvalId, CancellationToken cancellationToken)
    {
        while ((await session.Api.ListApprovalsAsync(id, cancellationToken)).Any(a => a.Id == approvalId && a.State == "pending"))
        {
            await Task.Delay(TimeSpan.FromSeconds(1), setting.Time, cancellationToken);
        }
    }
}
