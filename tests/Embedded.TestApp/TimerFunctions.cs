using Microsoft.Azure.Functions.Worker;

namespace Embedded.TestApp;

public sealed class TimerFunctions(Journal journal)
{
    [Function("Hourly")]
    public void Hourly([TimerTrigger("0 0 * * * *")] TimerInfo timer) =>
        journal.Write($"hourly, past due {timer.IsPastDue}, was due {timer.ScheduleStatus!.Next:O}");

    [Function("AtStart")]
    public void AtStart([TimerTrigger("0 0 0 1 1 *", RunOnStartup = true, UseMonitor = false)] TimerInfo timer) =>
        journal.Write($"at start, past due {timer.IsPastDue}, monitored {timer.ScheduleStatus is not null}");
}
