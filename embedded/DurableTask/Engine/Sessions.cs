using System.Threading.Channels;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// The instances in memory, and whose turn it is: an instance with something to do waits in line once, whatever came for it, and has one turn at a time.
/// Instances with nothing to do stay for a while, the longest idle ones going first; an instance that is not here costs nothing.
/// </summary>
internal sealed class Sessions
{
    private readonly Lock _gate = new();
    private readonly Dictionary<long, Session> _sessions = [];
    private readonly LinkedList<Session> _idle = [];
    private readonly Channel<Session> _turns = Channel.CreateUnbounded<Session>();
    private readonly EngineOptions _options;
    private readonly TimeProvider _time;
    private readonly ITimer _sweep;
    private readonly InFlight _scheduled = new();
    private bool _closed;

    internal Sessions(EngineOptions options, TimeProvider time)
    {
        _options = options;
        _time = time;
        TimeSpan period = TimeSpan.FromTicks(Math.Max(options.IdleMax.Ticks / 2, TimeSpan.TicksPerMillisecond));
        _sweep = time.CreateTimer(_ => Sweep(), null, period, period);
    }

    /// <summary>Instances whose turn it is, first come first served.</summary>
    internal ChannelReader<Session> Turns => _turns.Reader;

    /// <summary>Instances in memory.</summary>
    internal int Count
    {
        get
        {
            lock (_gate)
            {
                return _sessions.Count;
            }
        }
    }

    /// <summary>Completes when no instance has or waits for a turn.</summary>
    internal Task WhenIdleAsync() => _scheduled.WhenEmptyAsync();

    /// <summary>Gives an instance a turn, with <paramref name="message"/> or, when that is null, to look at what is stored for it.</summary>
    internal void Post(long key, SessionMessage? message)
    {
        lock (_gate)
        {
            if (_closed)
            {
                return;
            }

            if (!_sessions.TryGetValue(key, out Session? session))
            {
                _sessions.Add(key, session = new Session(key));
            }

            if (message is null)
            {
                session.Looks = true;
            }
            else
            {
                session.Messages.Add(message);
            }

            Schedule(session);
        }
    }

    /// <summary>Gives an instance a turn that an earlier process may have had in hand when it ended.</summary>
    internal void PostSuspect(long key, int tries, SessionMessage? message)
    {
        lock (_gate)
        {
            Post(key, message);
            _sessions[key].IsSuspect = true;
            _sessions[key].Tries = tries;
        }
    }

    /// <summary>Gives an instance a turn to fail, whatever else waits for it.</summary>
    internal void Condemn(long key, TaskFailureDetails failure)
    {
        lock (_gate)
        {
            Post(key, null);
            if (_sessions.TryGetValue(key, out Session? session))
            {
                session.Condemned = failure;
            }
        }
    }

    /// <summary>Puts a suspect whose try is counted back in line.</summary>
    internal void GoOn(Session session)
    {
        session.IsCounted = true;
        if (!_turns.Writer.TryWrite(session))
        {
            EndTurn(session);
        }
    }

    /// <summary>Gives an instance a turn to fail for leaving its thread; its code may come back when it is no longer kept in memory.</summary>
    internal void PostViolation(long key)
    {
        lock (_gate)
        {
            Post(key, null);
            if (_sessions.TryGetValue(key, out Session? session))
            {
                session.IsViolated = true;
            }
        }
    }

    /// <summary>Takes what has come for an instance at the begin of its turn.</summary>
    internal (List<SessionMessage> Messages, bool Looks, bool IsViolated) Take(Session session)
    {
        lock (_gate)
        {
            (List<SessionMessage>, bool, bool) taken = (session.Messages, session.Looks, session.IsViolated);
            session.Messages = [];
            session.Looks = false;
            session.IsViolated = false;
            return taken;
        }
    }

    /// <summary>Ends a turn; the instance waits in line again when something has come meanwhile.</summary>
    internal void EndTurn(Session session, bool looksAgain = false)
    {
        lock (_gate)
        {
            session.IsScheduled = false;
            session.Looks |= looksAgain;
            if (!_closed && (session.Messages.Count > 0 || session.Looks || session.IsViolated || session.Condemned is not null))
            {
                Schedule(session);
            }
            else if (session.Execution is null || !_options.KeepsExecutions)
            {
                _sessions.Remove(session.Key);
            }
            else
            {
                session.IdleSince = _time.GetUtcNow();
                session.Idle = _idle.AddLast(session);
                Evict(_idle.Count - _options.KeptExecutionsMax, DateTimeOffset.MinValue);
            }
        }

        _scheduled.Exit();
    }

    /// <summary>Ends a turn whose step could not be stored: what it took is there again, before what has come since.</summary>
    internal void Return(Session session, IReadOnlyList<SessionMessage> messages)
    {
        lock (_gate)
        {
            session.Messages.InsertRange(0, messages);
        }

        EndTurn(session, looksAgain: true);
    }

    /// <summary>No turn is given any more.</summary>
    internal void Close()
    {
        lock (_gate)
        {
            _closed = true;
            _turns.Writer.TryComplete();
        }

        _sweep.Dispose();
    }

    private void Schedule(Session session)
    {
        if (session.IsScheduled)
        {
            return;
        }

        if (session.Idle is not null)
        {
            _idle.Remove(session.Idle);
            session.Idle = null;
        }

        session.IsScheduled = true;
        _scheduled.Enter();
        _turns.Writer.TryWrite(session);
    }

    private void Sweep()
    {
        lock (_gate)
        {
            Evict(0, _time.GetUtcNow() - _options.IdleMax);
        }
    }

    /// <summary>Drops the longest idle sessions: at least <paramref name="count"/>, and all idle since before <paramref name="before"/>.</summary>
    private void Evict(int count, DateTimeOffset before)
    {
        while (_idle.First is { } node && (count-- > 0 || node.Value.IdleSince <= before))
        {
            _idle.RemoveFirst();
            node.Value.Idle = null;
            _sessions.Remove(node.Value.Key);
        }
    }
}
