namespace Microsoft.DurableTask.Engine;

/// <summary>Wakes those who wait for an instance to start or end.</summary>
internal sealed class InstanceChanges
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Subject> _subjects = new(StringComparer.Ordinal);

    /// <summary>Completes at the instance's next change of status after this call. Dispose the subscription when done.</summary>
    internal Subscription Subscribe(string instanceId)
    {
        lock (_gate)
        {
            if (!_subjects.TryGetValue(instanceId, out Subject? subject))
            {
                _subjects.Add(instanceId, subject = new Subject());
            }

            subject.Subscribers++;
            return new Subscription(this, instanceId, subject);
        }
    }

    internal void Signal(string instanceId)
    {
        Subject? subject;
        lock (_gate)
        {
            _subjects.Remove(instanceId, out subject);
        }

        subject?.Changed.TrySetResult();
    }

    internal sealed class Subscription(InstanceChanges owner, string instanceId, Subject subject) : IDisposable
    {
        internal Task Changed => subject.Changed.Task;

        public void Dispose()
        {
            lock (owner._gate)
            {
                if (--subject.Subscribers == 0 && owner._subjects.GetValueOrDefault(instanceId) == subject)
                {
                    owner._subjects.Remove(instanceId);
                }
            }
        }
    }

    internal sealed class Subject
    {
        internal TaskCompletionSource Changed { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

        internal int Subscribers { get; set; }
    }
}
