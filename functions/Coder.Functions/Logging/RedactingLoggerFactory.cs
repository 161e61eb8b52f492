using Coder.Runs.Redaction;
using Microsoft.Extensions.Logging;

namespace Coder.Functions.Logging;

/// <summary>Makes loggers whose lines have no secrets in them, wherever they go: console, files, the Functions host.</summary>
internal sealed class RedactingLoggerFactory(LoggerFactory inner, LogRedactor redactor) : ILoggerFactory
{
    public ILogger CreateLogger(string categoryName) => new RedactingLogger(inner.CreateLogger(categoryName), redactor);

    public void AddProvider(ILoggerProvider provider) => inner.AddProvider(provider);

    public void Dispose() => inner.Dispose();
}
