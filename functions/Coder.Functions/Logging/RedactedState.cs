using System.Collections.ObjectModel;

namespace Coder.Functions.Logging;

/// <summary>What a log line says, as text and in its values.</summary>
internal sealed class RedactedState(string message, IList<KeyValuePair<string, object?>> values) : ReadOnlyCollection<KeyValuePair<string, object?>>(values)
{
    public string Message => message;

    public override string ToString() => message;
}
