using Coder.Redaction;

namespace Coder.Runs.Redaction;

/// <summary>Redacts what the host logs about itself. A line of it belongs to no run, so it knows the host's secrets and those of the runs at work.</summary>
/// <param name="host">The host's secrets.</param>
public sealed class LogRedactor(Func<IReadOnlyCollection<Secret>> host)
{
    /// <summary>Secrets of runs that are remembered; the oldest go first.</summary>
    private const int LearnedMax = 1000;

    private readonly Lock _lock = new();
    private readonly List<Secret> _learned = [];
    private Redactor? _redactor;

    /// <summary>From now on these are taken out as well.</summary>
    public void Learn(IEnumerable<Secret> secrets)
    {
        lock (_lock)
        {
            _learned.AddRange(secrets.Except(_learned).ToList());
            _learned.RemoveRange(0, Math.Max(0, _learned.Count - LearnedMax));
            _redactor = null;
        }
    }

    public string Redact(string text)
    {
        Redactor redactor;
        lock (_lock)
        {
            redactor = _redactor ??= new Redactor([.. host(), .. _learned]);
        }

        return redactor.Redact(text);
    }
}
