using Microsoft.Data.Sqlite;

namespace Coder.Embedded.Store;

/// <inheritdoc/>
internal sealed class StoreWrite<T>(Func<SqliteConnection, T> work) : StoreWrite
{
    private readonly TaskCompletionSource<T> _done = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private T? _result;
    private Exception? _error;

    internal Task<T> Task => _done.Task;

    internal override bool Run(SqliteConnection connection)
    {
        try
        {
            _result = work(connection);
            _error = null;
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            _error = e;
            return false;
        }
    }

    internal override void Complete()
    {
        if (_error is null)
        {
            _done.TrySetResult(_result!);
        }
        else
        {
            _done.TrySetException(_error);
        }
    }

    internal override void Fail(Exception error) => _done.TrySetException(error);
}
