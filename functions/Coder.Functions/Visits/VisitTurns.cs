using Coder.Agents.Chat.Transcript;
using Coder.Agents.Chat.Turns;
using Coder.Functions.Contracts;
using Coder.Runs.Turns;

namespace Coder.Functions.Visits;

/// <summary>Reads what a visit has said and done so far.</summary>
public sealed class VisitTurns(TurnStore turns, ToolJournal journal)
{
    public static TurnKey Key(NodeInput node, int turn) => new(node.Scope, node.Node, node.Visit, turn);

    /// <summary>The visit's committed turns, in order.</summary>
    public Task<IReadOnlyList<TurnResult>> ReadAsync(NodeInput node, CancellationToken cancellation) =>
        turns.ReadVisitAsync<TurnResult>(node.Scope, node.Node, node.Visit, cancellation);

    /// <summary>The results of each turn's tool calls, and the todo list as the last call left it.</summary>
    public async Task<(IReadOnlyList<IReadOnlyList<CommittedToolResult>> Results, string? Todo)> ResultsAsync(
        NodeInput node, IReadOnlyList<TurnResult> spoken, CancellationToken cancellation)
    {
        IReadOnlyDictionary<(int Turn, int Call), ToolEntry> entries = await journal.ReadVisitAsync(node.Scope, node.Node, node.Visit, cancellation);
        List<IReadOnlyList<CommittedToolResult>> all = [];
        string? todo = null;
        for (int turn = 1; turn <= spoken.Count; turn++)
        {
            List<CommittedToolResult> results = [];
            IReadOnlyList<ToolCall> calls = spoken[turn - 1].ToolCalls;
            for (int call = 0; call < calls.Count; call++)
            {
                if (entries.GetValueOrDefault((turn, call)) is { Finished: true } entry)
                {
                    results.Add(new CommittedToolResult(calls[call].Id, entry.Result ?? "", entry.IsError));
                    todo = entry.Todo ?? todo;
                }
            }

            all.Add(results);
        }

        return (all, todo);
    }
}
