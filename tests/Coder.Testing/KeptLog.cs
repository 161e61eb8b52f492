using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;

namespace Coder.Testing;

/// <summary>Keeps what is logged: of each line its message, its values, its exception.</summary>
public sealed class KeptLog : ILoggerProvider, ILogger
{
    private readonly ConcurrentQueue<string> _lines = new();

    /// <summary>All of it.</summary>
    public string Text => string.Join('\n', _lines);

    public ILogger CreateLogger(string categoryName) => this;

    public IDisposable? BeginScope<TState>(TState state)
        where TState : notnull
    {
        _lines.Enqueue($"{state}");
        return null;
    }

    public bool IsEnabled(LogLevel logLevel) => true;

    public void Log<TState>(LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter)
    {
        ArgumentNullException.ThrowIfNull(formatter);
        IEnumerable<KeyValuePair<string, object?>> values = state as IEnumerable<KeyValuePair<string, object?>> ?? [];
        _lines.Enqueue($"{formatter(state, exception)} {string.Join(' ', values)} {exception?.Message} {exception}");
    }

    public void Dispose()
    {
        // Outlives the hosts of its test.
    }
}
