using System.Reflection;
using NCrontab;

namespace Microsoft.Azure.Functions.Worker.Hosting.Timers;

/// <summary>A function with a timer trigger.</summary>
/// <param name="Function">The function.</param>
/// <param name="Info">The parameter that takes the <see cref="TimerInfo"/>.</param>
/// <param name="Schedule">When it runs, in UTC.</param>
/// <param name="RunOnStartup">Whether it runs at every start too.</param>
/// <param name="UseMonitor">Whether its runs are remembered, where the schedule allows it.</param>
internal sealed record TimerFunction(FunctionMethod Function, ParameterInfo Info, CrontabSchedule Schedule, bool RunOnStartup, bool UseMonitor)
{
    private const int FieldsWithSeconds = 6;

    /// <exception cref="InvalidOperationException">A schedule is no NCRONTAB expression, or a trigger's parameter is no <see cref="TimerInfo"/>.</exception>
    internal static IEnumerable<TimerFunction> Of(IFunctionCatalog catalog)
    {
        foreach (FunctionMethod function in catalog.Functions)
        {
            if (function.TriggerOf<TimerTriggerAttribute>() is not var (parameter, trigger))
            {
                continue;
            }

            if (parameter.ParameterType != typeof(TimerInfo))
            {
                throw new InvalidOperationException($"Function '{function.Name}': the parameter '{parameter.Name}' with [TimerTrigger] must be a TimerInfo.");
            }

            yield return new TimerFunction(function, parameter, Parse(function.Name, trigger.Schedule), trigger.RunOnStartup, trigger.UseMonitor);
        }
    }

    private static CrontabSchedule Parse(string function, string schedule)
    {
        bool seconds = schedule.Split(' ', StringSplitOptions.RemoveEmptyEntries).Length == FieldsWithSeconds;
        return CrontabSchedule.TryParse(schedule, new CrontabSchedule.ParseOptions { IncludingSeconds = seconds })
            ?? throw new InvalidOperationException(
                $"Function '{function}': its schedule '{schedule}' is no NCRONTAB expression; write {{second}} {{minute}} {{hour}} {{day}} {{month}} {{day-of-week}}.");
    }
}
