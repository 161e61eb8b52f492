namespace Coder.Billing.Bookkeeping;

/// <summary>Operations of one account go one group at a time; what arrives meanwhile makes up the next group. Accounts do not wait for each other.</summary>
internal sealed class AccountQueues(int groupMax, Func<string, IReadOnlyList<WaitingOperation>, Task> write)
{
    private readonly Lock _gate = new();

    // An account is in here while a loop works for it.
    private readonly Dictionary<string, Queue<WaitingOperation>> _waiting = new(StringComparer.Ordinal);

    internal void Add(string account, WaitingOperation operation)
    {
        lock (_gate)
        {
            if (_waiting.TryGetValue(account, out Queue<WaitingOperation>? queue))
            {
                queue.Enqueue(operation);
                return;
            }

            _waiting.Add(account, new Queue<WaitingOperation>([operation]));
        }

        _ = Task.Run(() => WorkAsync(account));
    }

    private async Task WorkAsync(string account)
    {
        while (Next(account) is { Count: > 0 } group)
        {
            try
            {
                await write(account, group);
            }
            catch (Exception e)
            {
                // Whoever has an answer keeps it; the others do not know what became of theirs, and may ask again.
                foreach (WaitingOperation operation in group)
                {
                    operation.Answer.TrySetException(e);
                }
            }
        }
    }

    private List<WaitingOperation> Next(string account)
    {
        lock (_gate)
        {
            Queue<WaitingOperation> queue = _waiting[account];
            List<WaitingOperation> group = [];
            while (group.Count < groupMax && queue.TryDequeue(out WaitingOperation? operation))
            {
                group.Add(operation);
            }

            if (group.Count == 0)
            {
                _waiting.Remove(account);
            }

            return group;
        }
    }
}
