namespace Embedded.TestApp;

/// <summary>What a test in the same process waits for, and what it lets go on.</summary>
public sealed class Signals
{
    public SemaphoreSlim ScopesEnded { get; } = new(0);

    /// <summary>Released when a waiting function has begun.</summary>
    public SemaphoreSlim Waiting { get; } = new(0);

    /// <summary>Released when a waiting function has seen its token fire.</summary>
    public SemaphoreSlim Canceled { get; } = new(0);

    /// <summary>Lets one slow job end.</summary>
    public SemaphoreSlim Slowness { get; } = new(0);

    /// <summary>Lets one slow function end.</summary>
    public SemaphoreSlim Proceed { get; } = new(0);
}
