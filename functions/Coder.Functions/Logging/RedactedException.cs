namespace Coder.Functions.Logging;

/// <summary>Stands in a log for an exception whose text had a secret in it.</summary>
internal sealed class RedactedException(string message, string text) : Exception(message)
{
    public override string ToString() => text;
}
