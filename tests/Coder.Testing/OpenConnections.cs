using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Coder.Testing;

/// <summary>Counts a server's open connections: when a client was killed and none is left, nothing of it comes any more.</summary>
public sealed class OpenConnections
{
    private readonly Lock _gate = new();
    private int _count;
    private TaskCompletionSource _none = Ended();

    /// <summary>For <c>ConfigureEndpointDefaults</c>.</summary>
    public void Watch(ListenOptions options) => options.Use(next => async connection =>
    {
        Enter();
        try
        {
            await next(connection);
        }
        finally
        {
            Leave();
        }
    });

    /// <summary>Completes when no connection is open.</summary>
    public Task NoneAsync()
    {
        lock (_gate)
        {
            return _none.Task;
        }
    }

    private static TaskCompletionSource Ended()
    {
        TaskCompletionSource ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
        ended.SetResult();
        return ended;
    }

    private void Enter()
    {
        lock (_gate)
        {
            if (_count++ == 0)
            {
                _none = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
            }
        }
    }

    private void Leave()
    {
        lock (_gate)
        {
            if (--_count == 0)
            {
                _none.SetResult();
            }
        }
    }
}
