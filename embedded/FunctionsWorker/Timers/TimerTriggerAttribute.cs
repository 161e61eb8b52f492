using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Runs the function on a schedule, one run at a time: what falls due during a run is left out.</summary>
/// <param name="schedule">NCRONTAB in UTC: <c>{second} {minute} {hour} {day} {month} {day-of-week}</c>; with five fields the second is 0.</param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; } = schedule;

    /// <summary>Runs the function at every start of the host too; default false.</summary>
    public bool RunOnStartup { get; set; }

    /// <summary>Remembers runs, so that one missed while no host was up is made up for, once; default true. Always off for schedules of less than a minute.</summary>
    public bool UseMonitor { get; set; } = true;
}
