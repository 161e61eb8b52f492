using Coder.CrashSweep.Judging;

namespace Coder.CrashSweep.Recording;

/// <summary>What came in since it was last asked for.</summary>
internal sealed class RecordLog
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _tries = new(StringComparer.Ordinal);
    private List<Entry> _entries = [];

    internal void Add(EntryKind kind, string key)
    {
        lock (_gate)
        {
            _entries.Add(new Entry(kind, key));
        }
    }

    /// <summary>How often a flaky effect was tried, this time included.</summary>
    internal int Try(string key)
    {
        lock (_gate)
        {
            return _tries[key] = _tries.GetValueOrDefault(key) + 1;
        }
    }

    internal IReadOnlyList<Entry> Take()
    {
        lock (_gate)
        {
            (List<Entry> taken, _entries) = (_entries, []);
            return taken;
        }
    }
}
