using Microsoft.Data.Sqlite;

namespace Coder.Embedded.Store;

/// <summary>A write that waits for its group's commit.</summary>
internal abstract class StoreWrite
{
    /// <summary>Runs the write inside the open transaction, once more when that was rolled back; false when it threw and has to be undone.</summary>
    internal abstract bool Run(SqliteConnection connection);

    /// <summary>Hands the outcome to the caller, after the commit.</summary>
    internal abstract void Complete();

    /// <summary>Hands a failure of the commit itself to the caller.</summary>
    internal abstract void Fail(Exception error);
}
