using System.Text;

namespace Coder.Agents.Chat.Turns;

/// <summary>Gathers an attempt's text so that at most one piece is reported every 100 ms. Used by one thread at a time.</summary>
internal sealed class DeltaCoalescer(IProgress<TextDelta>? progress, int attempt, TimeProvider time)
{
    public static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(100);

    private readonly StringBuilder _pending = new();
    private long? _reportedAt;

    public void Add(string text)
    {
        if (progress is null || text.Length == 0)
            return;

        _pending.Append(text);
        if (_reportedAt is null || time.GetElapsedTime(_reportedAt.Value) >= Interval)
            Flush();
    }

    public void Flush()
    {
        if (_pending.Length == 0)
            return;

        progress?.Report(new TextDelta(attempt, _pending.ToString()));
        _pending.Clear();
        _reportedAt = time.GetTimestamp();
    }
}
