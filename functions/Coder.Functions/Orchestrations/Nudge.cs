using Microsoft.DurableTask;

namespace Coder.Functions.Orchestrations;

/// <summary>
/// The one event that orchestrations wait for. It carries nothing: whoever is woken reads the row (control, answer) that says what happened,
/// so a lost, repeated or late nudge does no harm.
/// </summary>
internal static class Nudge
{
    internal const string EventName = "nudge";

    /// <summary>Waits for a nudge, or until <paramref name="deadline"/>.</summary>
    internal static async Task WaitAsync(TaskOrchestrationContext context, DateTime? deadline)
    {
        if (deadline is not { } at)
        {
            await context.WaitForExternalEvent<string?>(EventName);
            return;
        }

        using CancellationTokenSource done = new();
        Task nudged = context.WaitForExternalEvent<string?>(EventName, done.Token);
        Task due = context.CreateTimer(at, done.Token);
        await Task.WhenAny(nudged, due);
        // Withdraws the waiter or the timer that lost, so that neither takes a later event. Not CancelAsync: it would leave the orchestrator's thread.
        done.Cancel();
    }
}
