namespace Coder.EndToEnd.Tests.Harness;

/// <summary>Collects a stream's lines and hands them to whoever waits for one.</summary>
internal sealed class OutputLines
{
    private readonly Lock _lock = new();
    private readonly List<string> _lines = [];
    private readonly Task _reading;
    private TaskCompletionSource _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _ended;

    public OutputLines(StreamReader reader) => _reading = ReadAsync(reader);

    public async Task<string> FirstAsync(Func<string, bool> wanted, string what, TimeSpan patience, Func<string> describe)
    {
        using CancellationTokenSource deadline = new(patience);
        for (int seen = 0; ;)
        {
            Task changed;
            lock (_lock)
            {
                for (; seen < _lines.Count; seen++)
                {
                    if (wanted(_lines[seen]))
                    {
                        return _lines[seen];
                    }
                }

                changed = _ended ? Task.CompletedTask : _changed.Task;
                if (_ended || deadline.IsCancellationRequested)
                {
                    break;
                }
            }

            await changed.WaitAsync(deadline.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }

        throw new InvalidOperationException($"\"{what}\" was never printed.\n{describe()}");
    }

    public async Task<string> AllAsync()
    {
        await _reading;
        return ToString();
    }

    public override string ToString()
    {
        lock (_lock)
        {
            return string.Join('\n', _lines);
        }
    }

    private async Task ReadAsync(StreamReader reader)
    {
        while (await reader.ReadLineAsync() is { } line)
        {
            Change(() => _lines.Add(line));
        }

        Change(() => _ended = true);
    }

    private void Change(Action change)
    {
        TaskCompletionSource changed;
        lock (_lock)
        {
            change();
            changed = _changed;
            _changed = new(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        changed.SetResult();
    }
}
