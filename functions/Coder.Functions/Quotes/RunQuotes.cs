using System.Text;
using Coder.Agents.Chat;
using Coder.Billing.Prices;
using Coder.Contracts;
using Coder.Functions.Credits;
using Coder.Functions.Runs;
using Coder.Graphs.Definition;
using Coder.Runs.Records;

namespace Coder.Functions.Quotes;

/// <summary>Quotes a request: looked at as if it were started, and nothing is.</summary>
public sealed class RunQuotes(RunIntake intake, DefinitionStore definitions, RunModels models, PriceTable prices, PastRuns past)
{
    public async Task<QuoteView> QuoteAsync(string account, RunRequest request, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(request);
        (request, RunBasis basis) = await intake.ExamineAsync(account, request, cancellation);
        Dictionary<string, GraphDefinition> graphs = new(StringComparer.Ordinal);
        foreach ((string name, string hash) in basis.Agent.Hashes)
        {
            graphs[name] = await definitions.LoadAsync(hash, cancellation);
        }

        decimal? budget = basis.BudgetOf(request);
        QuoteSubject subject = new(
            basis.Agent.Name,
            graphs,
            declared => TurnCost.PriceOf(models.Of(request.Model, declared)),
            Encoding.UTF8.GetByteCount(request.Prompt),
            request.MaxFixAttempts,
            budget is { } credits ? (long)Math.Min(credits * PriceTable.MicroCreditsPerCredit, MicroCredits.Times(long.MaxValue, 1)) : null);
        GraphDefinition graph = graphs[basis.Agent.Name];
        IReadOnlyList<IReadOnlyDictionary<string, RunUsage>> runs = await past.ReadAsync(account, basis, [.. graph.Nodes.Select(node => node.Id)], cancellation);
        return View(QuoteRules.Decide(subject, prices, runs), subject, budget, declared => models.Of(request.Model, declared), graph);
    }

    private static QuoteView View(Quote quote, QuoteSubject subject, decimal? budget, Func<string?, ModelSpec> modelOf, GraphDefinition graph) => new(
        Credits(quote.Min),
        Credits(quote.Expected),
        Credits(quote.Max),
        [
            .. quote.Nodes.Select(node => new QuotedNodeView(
                node.Node,
                node.VisitsMax,
                node.TurnsMax,
                Credits(node.Min),
                Credits(node.Expected),
                Credits(node.Max),
                graph.Find(node.Node) is LlmNode llm ? modelOf(llm.Model ?? graph.Model).ToString() : null)),
        ],
        quote.PastRuns,
        subject.Agent,
        budget);

    private static decimal Credits(long microCredits) => (decimal)microCredits / PriceTable.MicroCreditsPerCredit;
}
