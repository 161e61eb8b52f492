using Coder.Embedded.Store;
using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Storage;

/// <summary>
/// Counts tries of work that did not end the first time it was begun. The count is stored before each further try, so that work which takes the process with it
/// is counted too; the first try costs nothing.
/// </summary>
internal sealed class Tries(TaskHub hub)
{
    /// <summary>Work of so many tries runs alone, so that what ends the process does not make suspects of all that runs beside it again and again.</summary>
    internal const int AloneFrom = 2;

    // What is counted here has been begun once before, uncounted.
    private readonly string _instance = $"UPDATE {hub.Instances} SET tries = MAX(tries, 1) + 1 WHERE key = $1 RETURNING tries";
    private readonly string _activity =
        $"UPDATE {hub.Activities} SET tries = MAX(tries, 1) + 1 WHERE key = $1 AND generation = $2 AND id = $3 RETURNING tries";

    private readonly string _reset = $"UPDATE {hub.Instances} SET tries = 0 WHERE key = $1";
    private readonly string _forgive = $"UPDATE {hub.Activities} SET tries = 0 WHERE tries > 0";

    /// <summary>The number of this try of an instance's step.</summary>
    internal int Count(SqliteConnection connection, long key) => Number(connection.Scalar(_instance, key));

    /// <summary>The number of this try of an activity; 0 when nobody wants it any more.</summary>
    internal int Count(SqliteConnection connection, ActivityRow activity) =>
        Number(connection.Scalar(_activity, activity.Key, activity.Generation, activity.Id));

    /// <summary>The instance's turn has passed without harm, and without a step.</summary>
    internal void Reset(SqliteConnection connection, long key) => connection.Execute(_reset, key);

    /// <summary>The process ends in good order: what it interrupts did not end it.</summary>
    internal void ForgiveActivities(SqliteConnection connection) => connection.Execute(_forgive);

    private static int Number(object? tries) => tries is long number ? (int)number : 0;
}
