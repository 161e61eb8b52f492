namespace Embedded.Tests.DurableTask;

/// <summary>What ran, in order.</summary>
public sealed class InvocationLog
{
    private readonly List<string> _lines = [];

    internal void Add(string line)
    {
        lock (_lines)
        {
            _lines.Add(line);
        }
    }

    internal int Count(string line)
    {
        lock (_lines)
        {
            return _lines.Count(l => l == line);
        }
    }
}
