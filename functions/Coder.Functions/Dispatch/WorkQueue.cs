using System.Globalization;
using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>Which of the orders that wait are done next, together: one run, one push. Pure.</summary>
internal static class WorkQueue
{
    /// <summary>Rounds of a kind that nobody asked for by name, at one pull request.</summary>
    internal const int AutomaticRoundsMax = 3;

    /// <summary>Rounds at one issue or pull request.</summary>
    internal const int RoundsMax = 50;

    /// <summary>Orders that one run takes along.</summary>
    internal const int BatchMax = 20;

    /// <param name="rounds">All that were begun or refused, oldest first.</param>
    /// <returns>Null: nothing waits.</returns>
    internal static WorkBatch? Next(IReadOnlyList<WorkOrder> orders, IReadOnlyList<WorkSlot> rounds)
    {
        int[] waiting = [.. Waiting(orders, rounds)];
        if (waiting.Length == 0)
        {
            return null;
        }

        // Work that is done already goes before work that has yet to be begun.
        int first = waiting.FirstOrDefault(place => orders[place].Task == RunTask.Continue, waiting[0]);
        RunTask task = orders[first].Task;
        int[] batch = task is RunTask.Continue or RunTask.Explain ? [first] : [.. waiting.Where(place => orders[place].Task == task).Take(BatchMax)];
        bool isAutomatic = batch.All(place => orders[place].IsAutomatic);
        return new WorkBatch(task, batch, isAutomatic, Refusal(task, isAutomatic, rounds));
    }

    /// <summary>The places of the orders that no round has taken along.</summary>
    internal static IEnumerable<int> Waiting(IReadOnlyList<WorkOrder> orders, IReadOnlyList<WorkSlot> rounds)
    {
        HashSet<int> taken = [.. rounds.SelectMany(round => round.Orders)];
        return Enumerable.Range(0, orders.Count).Where(place => !taken.Contains(place));
    }

    private static string? Refusal(RunTask task, bool isAutomatic, IReadOnlyList<WorkSlot> rounds)
    {
        if (rounds.Count >= RoundsMax)
        {
            return string.Create(CultureInfo.InvariantCulture, $"{RoundsMax} runs were made for it already");
        }

        if (!isAutomatic || rounds.Count(round => round.IsAutomatic && round.Task == task) < AutomaticRoundsMax)
        {
            return null;
        }

        return string.Create(CultureInfo.InvariantCulture, $"{AutomaticRoundsMax} rounds were made already")
            + (task == RunTask.Change ? ". Write `/coder fix` with what is to be done for another one" : ", and the branch moved each time. Ask again when it rests");
    }
}
