using Microsoft.Data.Sqlite;

namespace Coder.Embedded.Store;

/// <summary>
/// Moves committed pages from the log into the file, on a thread of its own: nobody's commit waits for it. The log begins anew only when all of it has been
/// moved, which under load needs the writer: it moves what is left once the log has <see cref="WriterFrames"/> frames.
/// </summary>
internal sealed class Checkpoints : IDisposable
{
    /// <summary>Pages in the log, of 4 KiB each, from which on the writer moves them itself.</summary>
    internal const int WriterFrames = 8000;

    /// <summary>Writes that are worth a look at the disk; few of them make less than one page, or more than ten.</summary>
    private const int WritesBetween = 500;

    private readonly AutoResetEvent _due = new(initialState: false);
    private readonly Thread _thread;
    private volatile bool _stopped;
    private int _writes;

    internal Checkpoints(SqliteConnection connection)
    {
        _thread = new Thread(() => Run(connection)) { IsBackground = true, Name = "store log" };
        _thread.Start();
    }

    /// <summary>So many writes were committed. Called by the writer only.</summary>
    internal void Count(int writes)
    {
        _writes += writes;
        if (_writes >= WritesBetween)
        {
            _writes = 0;
            _due.Set();
        }
    }

    public void Dispose()
    {
        _stopped = true;
        _due.Set();
        _thread.Join();
        _due.Dispose();
    }

    private void Run(SqliteConnection connection)
    {
        using SqliteConnection owned = connection;
        while (_due.WaitOne() && !_stopped)
        {
            try
            {
                connection.Execute("PRAGMA wal_checkpoint(PASSIVE)");
            }
            catch (SqliteException)
            {
                // The pages stay in the log, where they are safe. A disk that is full or broken tells the writer so.
            }
        }
    }
}
