using System.Text;
using System.Text.Json.Nodes;
using Coder.Agents.Chat.Turns;
using Coder.Functions.Contracts;
using Coder.Runs.Events;

namespace Coder.Functions.Visits;

/// <summary>Shows what the model says while it says it: one row a run, overwritten at most twice a second, never waited for.</summary>
internal sealed class LiveText(EventLog events, string runId, NodeInput node, TimeProvider time) : IProgress<TextDelta>
{
    private static readonly TimeSpan Interval = TimeSpan.FromMilliseconds(500);

    private readonly Lock _gate = new();
    private readonly StringBuilder _text = new();
    private long _writtenAt;
    private int _attempt;
    private bool _writing;

    public void Report(TextDelta value)
    {
        lock (_gate)
        {
            if (value.Attempt != _attempt)
            {
                _attempt = value.Attempt;
                _text.Clear();
            }

            _text.Append(value.Text);
            if (_writing || (_writtenAt != 0 && time.GetElapsedTime(_writtenAt) < Interval))
            {
                return;
            }

            _writing = true;
            _writtenAt = time.GetTimestamp();
        }

        _ = WriteAsync();
    }

    private async Task WriteAsync()
    {
        try
        {
            await events.SetLiveAsync(runId, Snapshot(), CancellationToken.None);
        }
        catch (Azure.RequestFailedException)
        {
            // Live text is a courtesy; the committed turn has it all.
        }
        finally
        {
            lock (_gate)
            {
                _writing = false;
            }
        }
    }

    private JsonObject Snapshot()
    {
        lock (_gate)
        {
            return new JsonObject { ["node"] = node.Node, ["visit"] = node.Visit, ["turn"] = node.Turn, ["text"] = _text.ToString() };
        }
    }
}
