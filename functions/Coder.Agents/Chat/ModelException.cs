namespace Coder.Agents.Chat;

/// <summary>A model could not be called or did not answer. Keys never appear in the message.</summary>
/// <param name="code">One of <see cref="ModelErrorCodes"/>.</param>
/// <param name="message">What happened, in the provider's words where there are any, and the fix.</param>
/// <param name="transient">True when the same call may succeed later.</param>
/// <param name="retryAfter">What the provider asked to wait; null when it did not.</param>
public sealed class ModelException(string code, string message, bool transient = false, TimeSpan? retryAfter = null, Exception? inner = null)
    : Exception(message, inner)
{
    public string Code { get; } = code;

    public bool Transient { get; } = transient;

    public TimeSpan? RetryAfter { get; } = retryAfter;
}
