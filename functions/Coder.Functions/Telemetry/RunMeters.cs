using System.Diagnostics;
using System.Diagnostics.Metrics;
using Coder.Agents.Chat;
using Coder.Billing.Prices;
using Coder.Runs.Turns;

namespace Coder.Functions.Telemetry;

/// <summary>What is counted: runs, turns, tokens, credits, and how many runs are open.</summary>
public sealed class RunMeters : IDisposable
{
    internal const string Name = "Coder";

    private readonly Meter _meter = new(Name);
    private readonly Counter<long> _runs;
    private readonly Counter<long> _turns;
    private readonly Counter<double> _credits;
    private readonly Histogram<long> _tokens;
    private readonly Histogram<double> _durations;
    private int _open;

    public RunMeters()
    {
        _runs = _meter.CreateCounter<long>("coder.runs", "{run}", "Runs that ended.");
        _turns = _meter.CreateCounter<long>("coder.turns", "{turn}", "Model turns that were committed.");
        _credits = _meter.CreateCounter<double>("coder.credits", "{credit}", "Price of committed turns.");
        _tokens = _meter.CreateHistogram<long>("gen_ai.client.token.usage", "{token}", "Tokens of committed turns.");
        _durations = _meter.CreateHistogram<double>("gen_ai.client.operation.duration", "s", "From the request of a turn to its whole answer, the provider's retries included.");
        _meter.CreateObservableGauge("coder.queue.depth", () => Volatile.Read(ref _open), "{run}", "Runs that are not over, as of the last minute's look.");
    }

    public void Dispose() => _meter.Dispose();

    internal void Opened(int runs) => Volatile.Write(ref _open, runs);

    internal void Ended(string status, string agent) => _runs.Add(1, new TagList { { "coder.run.status", status }, { "gen_ai.agent.name", agent } });

    internal void Committed(ModelSpec model, TurnUsage usage, TimeSpan took)
    {
        TagList tags = new()
        {
            { GenAi.Operation, "chat" }, { GenAi.Provider, GenAi.ProviderOf(model.ProviderName) }, { GenAi.RequestModel, model.PublicName }, { GenAi.ResponseModel, usage.Model },
        };
        _turns.Add(1, tags);
        _credits.Add((double)usage.MicroCredits / PriceTable.MicroCreditsPerCredit, tags);
        _durations.Record(took.TotalSeconds, tags);
        _tokens.Record(usage.InputTokens + usage.CachedInputTokens, [.. tags, new("gen_ai.token.type", "input")]);
        _tokens.Record(usage.OutputTokens, [.. tags, new("gen_ai.token.type", "output")]);
    }
}
