namespace Coder.Runs.Storage;

/// <summary>How a request with an idempotency key may go on.</summary>
public abstract record IdempotencyOutcome
{
    private IdempotencyOutcome()
    {
    }

    /// <summary>The key is this request's: do the work, for <see cref="Subject"/>.</summary>
    public sealed record Begun(string Subject) : IdempotencyOutcome;

    /// <summary>An earlier request with this key is still being worked on.</summary>
    public sealed record InFlight : IdempotencyOutcome;

    /// <summary>The key was used with another body.</summary>
    public sealed record OtherBody : IdempotencyOutcome;

    /// <summary>Done before: give the same response.</summary>
    public sealed record Replay(string Subject, byte[] Response) : IdempotencyOutcome;
}
