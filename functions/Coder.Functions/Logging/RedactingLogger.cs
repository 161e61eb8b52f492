using Coder.Runs.Redaction;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Logging;

/// <summary>Takes secrets out of messages, their values, scopes and exceptions.</summary>
internal sealed class RedactingLogger(ILogger inner, LogRedactor redactor) : ILogger
{
    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull => inner.BeginScope(Safe(state, $"{state}"));

    public bool IsEnabled(LogLevel logLevel) => inner.IsEnabled(logLevel);

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        if (IsEnabled(logLevel))
        {
            inner.Log(logLevel, eventId, Safe(state, formatter(state, exception)), Safe(exception), static (safe, _) => safe.Message);
        }
    }

    private RedactedState Safe(object? state, string message) => new(
        redactor.Redact(message), state is IEnumerable<KeyValuePair<string, object?>> values ? [.. values.Select(v => KeyValuePair.Create(v.Key, Value(v.Value)))] : []);

    private object? Value(object? value)
    {
        string text = $"{value}";
        string safe = redactor.Redact(text);
        return safe == text ? value : safe;
    }

    private Exception? Safe(Exception? exception)
    {
        string text = $"{exception}";
        string safe = redactor.Redact(text);
        return safe == text ? exception : new RedactedException(redactor.Redact(exception!.Message), safe);
    }
}
