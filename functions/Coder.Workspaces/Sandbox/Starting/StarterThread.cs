using System.Collections.Concurrent;

namespace Coder.Workspaces.Sandbox.Starting;

/// <summary>
/// The thread that starts every child which must die with this process. The kernel sends a parent-death signal when the *thread* that forked
/// ends: children started from pool threads are killed as soon as an idle pool thread retires.
/// </summary>
public sealed class StarterThread
{
    private readonly BlockingCollection<Action> _work = [];

    private StarterThread() => new Thread(Loop) { IsBackground = true, Name = "child starter" }.Start();

    /// <summary>Lives as long as the process.</summary>
    public static StarterThread Shared { get; } = new();

    /// <summary>Does <paramref name="work"/> on the thread; keep it short, others wait.</summary>
    public Task<T> RunAsync<T>(Func<T> work)
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        _work.Add(() =>
        {
            try
            {
                result.SetResult(work());
            }
            catch (Exception failure)
            {
                result.SetException(failure);
            }
        });
        return result.Task;
    }

    private void Loop()
    {
        foreach (var work in _work.GetConsumingEnumerable())
            work();
    }
}
