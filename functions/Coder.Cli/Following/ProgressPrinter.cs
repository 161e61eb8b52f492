using System.Globalization;
using Coder.Contracts;

namespace Coder.Cli.Following;

/// <summary>Draws a run's events on standard error: lasting lines, and on a terminal one more line that is redrawn with what happens right now.</summary>
internal sealed class ProgressPrinter(CliSetting setting) : IDisposable
{
    private static readonly TimeSpan Redraw = TimeSpan.FromMilliseconds(200);
    private static readonly int WidthDefault = 100;

    private readonly Lock _lock = new();
    private readonly Dictionary<(string? Node, string? Visit), DateTimeOffset> _started = [];
    private ITimer? _timer;
    private string? _activity;
    private long _since;
    private bool _drawn;

    public void Show(RunEvent runEvent)
    {
        lock (_lock)
        {
            Clock(runEvent);
            if (EventText.Progress(runEvent) is { } line)
            {
                Print(line);
            }

            if (runEvent.Type is RunEventTypes.NodeCompleted or RunEventTypes.NodeFailed or RunEventTypes.RunCompleted or RunEventTypes.ApprovalRequested)
            {
                _activity = null;
            }
            else if (EventText.Activity(runEvent) is { } activity)
            {
                if (runEvent.Type is RunEventTypes.NodeStarted or RunEventTypes.RestoreStarted)
                {
                    _since = setting.Time.GetTimestamp();
                }

                _activity = activity;
                StartTimer();
            }
        }
    }

    public void Say(LineTone tone, string text)
    {
        lock (_lock)
        {
            Print(new(tone, text));
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            _timer?.Dispose();
            _activity = null;
            Erase();
        }
    }

    /// <summary>A node's duration comes from its two events where the event itself does not say it.</summary>
    private void Clock(RunEvent runEvent)
    {
        (string?, string?) visit = (runEvent.Data.Text("node"), runEvent.Data.Text("visit"));
        if (runEvent.Type == RunEventTypes.NodeStarted)
        {
            _started[visit] = runEvent.At;
        }
        else if (runEvent.Type is RunEventTypes.NodeCompleted or RunEventTypes.NodeFailed && _started.Remove(visit, out DateTimeOffset started))
        {
            runEvent.Data.TryAdd("duration_seconds", (runEvent.At - started).TotalSeconds);
        }
    }

    private void Print(EventLine line)
    {
        Erase();
        setting.Error.WriteLine(Toned(line));
    }

    private string Toned(EventLine line)
    {
        (string mark, int color) = line.Tone switch
        {
            LineTone.Good => ("✓ ", 32),
            LineTone.Bad => ("✗ ", 31),
            LineTone.Warning => ("! ", 33),
            _ => ("  ", 0),
        };
        return setting.Color && color != 0 ? $"\e[{color}m{mark}\e[0m{line.Text}" : $"{mark}{line.Text}";
    }

    private void StartTimer()
    {
        if (setting.Live)
        {
            _timer ??= setting.Time.CreateTimer(_ => Draw(), null, TimeSpan.Zero, Redraw);
        }
    }

    private void Draw()
    {
        lock (_lock)
        {
            Erase();
            if (_activity is null)
            {
                return;
            }

            string text = $"… {_activity}  {EventText.Seconds(setting.Time.GetElapsedTime(_since).TotalSeconds)}";
            int width = int.TryParse(setting.Variable("COLUMNS"), NumberStyles.None, CultureInfo.InvariantCulture, out int columns) ? columns : TerminalWidth();
            setting.Error.Write(text.Length < width ? text : text[..Math.Max(0, width - 1)]);
            _drawn = true;
        }
    }

    private void Erase()
    {
        if (_drawn)
        {
            setting.Error.Write("\r\e[K");
            _drawn = false;
        }
    }

    private static int TerminalWidth()
    {
        try
        {
            return Console.WindowWidth > 0 ? Console.WindowWidth : WidthDefault;
        }
        catch (IOException)
        {
            return WidthDefault;
        }
    }
}
