namespace Coder.CrashSweep.GitHub;

/// <summary>Counts what is done at the forge, and kills the doer at the effect it is set to: when the effect comes, or when it is done and not answered.</summary>
internal sealed class EffectSwitch
{
    private readonly Lock _gate = new();
    private readonly List<string> _seen = [];
    private int _target;
    private bool _isInside;
    private bool _isReached;
    private Action _kill = () => { };

    /// <summary>Effects since it was set, by operation.</summary>
    internal IReadOnlyList<string> Seen
    {
        get
        {
            lock (_gate)
            {
                return [.. _seen];
            }
        }
    }

    /// <summary>Whether the kill was made.</summary>
    internal bool IsReached
    {
        get
        {
            lock (_gate)
            {
                return _isReached;
            }
        }
    }

    /// <param name="effect">Counted from now; 0: none.</param>
    /// <param name="isInside">True: when it is done and not answered; false: before anything of it is done.</param>
    internal void Set(int effect, bool isInside, Action kill)
    {
        lock (_gate)
        {
            _seen.Clear();
            (_target, _isInside, _isReached, _kill) = (effect, isInside, false, kill);
        }
    }

    internal Task OnArriving(string operation)
    {
        lock (_gate)
        {
            if (IsEffect(operation))
            {
                _seen.Add(operation);
                KillIf(!_isInside && _seen.Count == _target);
            }

            return Task.CompletedTask;
        }
    }

    internal Task OnCommitted(string operation)
    {
        lock (_gate)
        {
            KillIf(_isInside && _seen.Count >= _target && _target > 0 && _seen[_target - 1] == operation);
            return Task.CompletedTask;
        }
    }

    /// <summary>Tokens are given out, nothing is done by that.</summary>
    private static bool IsEffect(string operation) => !operation.EndsWith("/access_tokens", StringComparison.Ordinal);

    /// <summary>The one who asked never gets an answer.</summary>
    private void KillIf(bool isNow)
    {
        if (isNow && !_isReached)
        {
            _isReached = true;
            _kill();
            throw new IOException("The caller was killed.");
        }
    }
}
