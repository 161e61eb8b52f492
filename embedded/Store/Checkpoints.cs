using Microsoft.Data.Sqlite;
using Microsoft.Win32.SafeHandles;

namespace Coder.Embedded.Store;

/// <summary>
/// Moves committed pages from the log into the file, on a thread of its own: nobody's commit waits for it. The log begins anew only when all of it has been
/// moved, which under load needs the writer: it moves the little that came meanwhile.
/// </summary>
internal sealed class Checkpoints : IDisposable
{
    /// <summary>Pages in the log, of 4 KiB each, from which on the writer is asked to let it begin anew.</summary>
    private const int LongFrames = 4000;

    /// <summary>From here on the writer moves all pages itself: the thread does not keep up.</summary>
    internal const int LogFramesMax = 4 * LongFrames;

    /// <summary>Writes that are worth a look at the disk; few of them make less than one page, or more than ten.</summary>
    private const int WritesBetween = 500;

    private const int LogColumn = 1;

    private readonly AutoResetEvent _due = new(initialState: false);
    private readonly SafeFileHandle _file;
    private readonly Thread _thread;
    private volatile bool _stopped;
    private volatile bool _isWritersTurn;
    private int _writes;

    internal Checkpoints(string path, SqliteConnection connection)
    {
        _file = File.OpenHandle(path, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite | FileShare.Delete);
        _thread = new Thread(() => Run(connection)) { IsBackground = true, Name = "store log" };
        _thread.Start();
    }

    /// <summary>So many writes were committed, and their callers know it. Called by the writer only.</summary>
    internal void AfterCommit(SqliteConnection writer, int writes)
    {
        if (_isWritersTurn)
        {
            Move(writer);
            _isWritersTurn = false;
        }

        _writes += writes;
        if (_writes >= WritesBetween)
        {
            _writes = 0;
            _due.Set();
        }
    }

    /// <summary>After all other connections of the process have ended: with the file that is closed here its locks go.</summary>
    public void Dispose()
    {
        _stopped = true;
        _due.Set();
        _thread.Join();
        _file.Dispose();
        _due.Dispose();
    }

    private void Run(SqliteConnection connection)
    {
        using SqliteConnection owned = connection;
        while (_due.WaitOne() && !_stopped)
        {
            if (Move(connection) >= LongFrames && !_isWritersTurn)
            {
                Flush();
                _isWritersTurn = true;
            }
        }
    }

    /// <returns>Pages that were in the log.</returns>
    private static long Move(SqliteConnection connection)
    {
        try
        {
            using SqliteDataReader result = connection.Query("PRAGMA wal_checkpoint(PASSIVE)");
            return result.Read() ? result.GetInt64(LogColumn) : 0;
        }
        catch (SqliteException)
        {
            // The pages stay in the log, where they are safe. A disk that is full or broken tells the next commit so.
            return 0;
        }
    }

    /// <summary>SQLite flushes the file only once all is moved: by now that would take the writer long.</summary>
    private void Flush()
    {
        try
        {
            RandomAccess.FlushToDisk(_file);
        }
        catch (IOException)
        {
            // The system reports it to every open file: the writer's own flush fails too.
        }
    }
}
