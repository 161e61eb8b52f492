using System.Text.Json.Nodes;
using Coder.Agents.Chat;
using Coder.Agents.Chat.Turns;
using Coder.Agents.Tools;
using Coder.Agents.Visits;
using Coder.Billing.Prices;
using Coder.Contracts;
using Coder.Functions.Contracts;
using Coder.Functions.Credits;
using Coder.Functions.Runs;
using Coder.Functions.Telemetry;
using Coder.Graphs.Stepping;
using Coder.Runs.Events;
using Coder.Runs.Records;
using Coder.Runs.Turns;
using Microsoft.Extensions.AI;
using TokenUsage = Coder.Agents.Chat.Turns.TurnUsage;
using TurnUsage = Coder.Runs.Turns.TurnUsage;

namespace Coder.Functions.Visits;

/// <summary>Requests one turn from the model under a claim and commits it, together with its price, before anything else happens.</summary>
public sealed class TurnRequester(
    TurnStore turns, VisitTurns visit, RunModels models, PriceTable prices, EventLog events, RunJournal journal, HostIdentity host, TimeProvider time, RunCredits credits, RunMeters meters)
{
    /// <summary>How long a held claim is watched between looks.</summary>
    private static readonly TimeSpan HeldPollInterval = TimeSpan.FromSeconds(1);

    /// <summary>Asks for the turn unless it is committed by now; null on success, else the model's refusal.</summary>
    public async Task<ModelException?> RequestAsync(
        RunRecord run, NodeInput node, LlmVisitSpec spec, IReadOnlyList<TurnResult> spoken, TimeSpan? remaining, CancellationToken cancellation)
    {
        TurnKey key = VisitTurns.Key(node, node.Turn);
        TurnRequest request = await ComposeAsync(key, node, spec, spoken, cancellation);
        // Before the claim: a turn that is not paid for is no attempt.
        if (await credits.ReserveAsync(run, key, models.Resolve(run, spec), request, cancellation) is not { } outputTokensMax)
        {
            return new ModelException(RunCredits.InsufficientCode, "The account has too few credits for the next turn. Buy credits, then resume the run: it goes on at this turn.");
        }

        while (true)
        {
            switch (await turns.ClaimAsync(key, host.Owner, host.IsOnlyHost, cancellation))
            {
                case ClaimOutcome.Committed:
                    return null;
                case ClaimOutcome.Held:
                    await Task.Delay(HeldPollInterval, time, cancellation);
                    break;
                case ClaimOutcome.Acquired acquired:
                    (bool isSettled, ModelException? refused) = await RequestAsync(run, node, spec, request with { MaxOutputTokens = outputTokensMax }, remaining, acquired.Claim, cancellation);
                    if (isSettled)
                    {
                        return refused;
                    }

                    break;
            }
        }
    }

    /// <summary>Requests the turn under a claim. Not settled: somebody else took the claim over meanwhile, and nothing was written.</summary>
    private async Task<(bool IsSettled, ModelException? Refused)> RequestAsync(
        RunRecord run, NodeInput node, LlmVisitSpec spec, TurnRequest request, TimeSpan? remaining, TurnClaim claim, CancellationToken cancellation)
    {
        ModelSpec model = models.Resolve(run, spec);
        await journal.NodeAsync(
            node, RunEventTypes.TurnStarted, $"turn/{node.Turn}/started/{claim.Attempt}", Started(node.Turn, claim.Attempt, model), cancellation);
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        await using ClaimKeeper keeper = new(turns, claim, time, limit);
        if (remaining is { } left)
        {
            limit.CancelAfter(left);
        }

        bool committed = false;
        try
        {
            long asked = time.GetTimestamp();
            TurnResult turn = await AskAsync(run, node, spec, model, request, limit.Token);
            TimeSpan took = time.GetElapsedTime(asked);
            TurnUsage priced = Price(turn);
            committed = await turns.CommitAsync(await keeper.StopAsync(), turn, priced, CancellationToken.None);
            if (committed)
            {
                meters.Committed(model, priced, took);
            }

            return (committed, null);
        }
        catch (ModelException e)
        {
            return (true, e);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && keeper.IsLost)
        {
            return (false, null);
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested && limit.IsCancellationRequested)
        {
            return (true, new ModelException(ModelErrorCodes.Timeout, VisitLimits.Failure(node, spec).Message));
        }
        finally
        {
            if (!committed)
            {
                await turns.ReleaseAsync(await keeper.StopAsync(), CancellationToken.None);
            }
        }
    }

    /// <summary>Asks as often as the node's <c>max_attempts</c> says, each time until the transport's own retries are used up.</summary>
    private async Task<TurnResult> AskAsync(RunRecord run, NodeInput node, LlmVisitSpec spec, ModelSpec model, TurnRequest request, CancellationToken cancellation)
    {
        using IChatClient client = models.Open(run, model);
        for (int attempt = 1; ; attempt++)
        {
            try
            {
                return await ModelTurn.RunAsync(client, request, new LiveText(events, run.RunId, node, time), time, cancellation);
            }
            catch (ModelException e) when (e.Transient && attempt < spec.MaxAttempts)
            {
                // Once more, under the same claim: the provider refused, so nothing was in flight.
            }
        }
    }

    private static JsonObject Started(int turn, int attempt, ModelSpec model) =>
        new() { ["turn"] = turn, ["attempt"] = attempt, ["provider"] = model.ProviderName, ["model"] = model.PublicName };

    private async Task<TurnRequest> ComposeAsync(
        TurnKey key, NodeInput node, LlmVisitSpec spec, IReadOnlyList<TurnResult> spoken, CancellationToken cancellation)
    {
        (var results, _) = await visit.ResultsAsync(node, spoken, cancellation);
        return new TurnRequest
        {
            Messages = VisitRules.Messages(spec, spoken, results),
            Tools = ToolCatalog.Declarations(spec.Tools),
            Temperature = (float?)spec.Temperature,
            TopP = (float?)spec.TopP,
            ReasoningEffort = spec.ReasoningEffort,
            ClientRequestId = key.RequestId,
            Node = node.Node,
            Visit = node.Visit,
            Turn = node.Turn,
        };
    }

    private TurnUsage Price(TurnResult turn)
    {
        TokenUsage usage = turn.Usage;
        // A provider that counts the cached tokens apart from the input would make this negative: what was paid for is at least nothing.
        long uncached = Math.Max(0, usage.InputTokens - usage.CachedInputTokens);
        PricedUsage price = prices.Estimate(turn.ModelId, uncached, usage.CachedInputTokens, usage.OutputTokens);
        return new TurnUsage(uncached, usage.CachedInputTokens, usage.OutputTokens, usage.Estimated, price.MicroCredits) { Model = turn.ModelId };
    }
}
