using System.Runtime.CompilerServices;
using Coder.Agents.Chat.Turns;
using Microsoft.Extensions.AI;

namespace Coder.Tests.Agents.Chat;

public sealed class SilenceTests
{
    [Fact]
    public async Task Run_PiecesWithinTheLimit_MayTakeLongerInAll()
    {
        var time = new ManualTime();
        using var client = new SlowClient(time, TimeSpan.FromSeconds(200));
        TurnResult result = await ModelTurnFixture.RunAsync(client, time: time);
        Assert.Equal("abc", result.Text);
        Assert.Equal(1, result.Attempts);
    }

    private sealed class SlowClient(ManualTime time, TimeSpan pause) : IChatClient
    {
        public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
            IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
        {
            foreach (string piece in new[] { "a", "b", "c" })
            {
                time.Advance(pause);
                cancellationToken.ThrowIfCancellationRequested();
                yield return new ChatResponseUpdate(ChatRole.Assistant, piece);
                await Task.CompletedTask;
            }
        }

        public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default) =>
            GetStreamingResponseAsync(messages, options, cancellationToken).ToChatResponseAsync(cancellationToken);

        public object? GetService(Type serviceType, object? serviceKey = null) => null;

        public void Dispose()
        {
        }
    }

    private sealed class ManualTime : TimeProvider
    {
        private readonly List<ManualTimer> _timers = [];

        public TimeSpan Now { get; private set; }

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Now.Ticks;

        public void Advance(TimeSpan by)
        {
            Now += by;
            _timers.ForEach(timer => timer.FireIfDue());
        }

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new ManualTimer(this, () => callback(state));
            timer.Change(dueTime, period);
            _timers.Add(timer);
            return timer;
        }
    }

    private sealed class ManualTimer(ManualTime time, Action fire) : ITimer
    {
        private TimeSpan? _due;

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _due = dueTime < TimeSpan.Zero ? null : time.Now + dueTime;
            return true;
        }

        public void FireIfDue()
        {
            if (!(_due <= time.Now))
                return;
            _due = null;
            fire();
        }

        public void Dispose() => _due = null;

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
