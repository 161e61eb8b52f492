namespace Coder.Functions.Dispatch;

/// <summary>Whether runs were stored or told something that nobody has begun or passed on yet. Only a hint, of this process: the minute's sweep needs none.</summary>
public sealed class NewWork
{
    private int _isThere;

    internal void Announce() => Volatile.Write(ref _isThere, 1);

    /// <summary>True once for all that was announced before.</summary>
    internal bool Take() => Interlocked.Exchange(ref _isThere, 0) == 1;
}
