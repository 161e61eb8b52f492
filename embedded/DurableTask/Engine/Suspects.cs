using Coder.Embedded.Store;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Storage;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Work that failed in the engine itself, or was in hand when an earlier process ended. It is tried again, each try counted in the store before it is made; when
/// the tries are used up its instance fails, so that poison stops nobody else. A fault of the store itself (a full disk) is nobody's fault and not counted.
/// </summary>
internal sealed class Suspects(EngineOptions options, EmbeddedStore store, Tries tries, Sessions sessions, ILogger logger)
{
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(50);
    private static readonly TimeSpan StorePause = TimeSpan.FromSeconds(2);

    // SQLite's result codes for a value that is at fault itself: too big, against a constraint, of the wrong type, out of range.
    private static readonly int[] ValueFaults = [18, 19, 20, 25];

    private readonly SemaphoreSlim _alone = new(1);

    /// <summary>Counts a try of an instance's turn; the failure of the instance when it has had them all.</summary>
    internal async Task<TaskFailureDetails?> CountAsync(Session session)
    {
        if (session.Condemned is { } condemned)
        {
            return condemned;
        }

        if (session is { Tries: >= Tries.AloneFrom, IsAlone: false })
        {
            await _alone.WaitAsync();
            session.IsAlone = true;
        }

        session.Tries = await store.WriteAsync(connection => tries.Count(connection, session.Key));
        return session.Tries > options.TriesMax ? Failures.Poisoned(options.TriesMax, session.LastError) : null;
    }

    /// <summary>Counts a try of an activity that an earlier process has left behind; false when nobody wants it, or its instance has to fail.</summary>
    internal async Task<bool> MayTryAsync(ActivityRow activity)
    {
        int number = await store.WriteAsync(connection => tries.Count(connection, activity));
        if (number > options.TriesMax)
        {
            sessions.Condemn(activity.Key, Failures.Poisoned(activity, options.TriesMax));
        }

        return number > 0 && number <= options.TriesMax;
    }

    /// <summary>The turn is over and nothing is held against it.</summary>
    internal void Acquit(Session session)
    {
        session.Clear();
        Release(session);
    }

    /// <summary>Holds a failed turn against the instance, unless it is the store's fault; returns how long to wait before it is tried again.</summary>
    internal TimeSpan PauseAfter(Session session, Exception error)
    {
        Release(session);
        session.IsCounted = false;
        if (IsOfTheStore(error))
        {
            logger.StepNotStored(error, session.Key, StorePause);
            return StorePause;
        }

        TimeSpan pause = session.Tries < options.TriesMax ? FirstPause * Math.Pow(2, session.Tries) : TimeSpan.Zero;
        logger.TurnFailed(error, session.Key, pause);
        session.IsSuspect = true;
        session.LastError = error;
        return pause;
    }

    internal void Reset(SqliteConnection connection, long key) => tries.Reset(connection, key);

    internal Task ForgiveActivitiesAsync() => store.WriteAsync(tries.ForgiveActivities);

    internal static bool IsOfTheStore(Exception error) =>
        error is ObjectDisposedException || (error is SqliteException e && !ValueFaults.Contains(e.SqliteErrorCode));

    private void Release(Session session)
    {
        if (session.IsAlone)
        {
            session.IsAlone = false;
            _alone.Release();
        }
    }
}
