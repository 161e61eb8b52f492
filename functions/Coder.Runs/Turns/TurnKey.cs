using Coder.Storage;

namespace Coder.Runs.Turns;

/// <summary>Names one model turn: the key of everything it causes.</summary>
/// <param name="Scope">The run's id; for a child agent within it the id, a dot, and the path to the child.</param>
/// <param name="Turn">From 1.</param>
public readonly record struct TurnKey(string Scope, string Node, int Visit, int Turn)
{
    /// <summary>Sent with the request, the same at every repetition; fit for a header, whatever a node is called.</summary>
    public string RequestId => $"{TableKey.Encode(Scope)}-{TableKey.Encode(Node)}-{Visit}-{Turn}";

    /// <summary>Of this turn as the ledger names it: <c>{scope}/node/{node}/{visit}/turn/{k}</c>, whatever a node is called.</summary>
    public string Path => PathOf(Row("turn"));

    /// <summary>The path of the turn with that row.</summary>
    internal static string PathOf(string row) => row.Split('!') is [_, var scope, var node, var visit, var turn]
        ? $"{scope}/node/{node}/{visit.TrimStart('0')}/turn/{turn.TrimStart('0')}"
        : throw new InvalidDataException($"`{row}` is no turn's row.");

    /// <summary>The run's own: the turns of child agents are in it too, so that one query sums them all.</summary>
    internal string Partition => PartitionOf(Scope);

    internal static string PartitionOf(string scope) => TableKey.Encode(scope.Split('.')[0]);

    /// <summary>Row key of this turn's row of a kind.</summary>
    internal string Row(string kind) => $"{Prefix(kind, Scope, Node, Visit)}{TableKey.Number(Turn, 6)}";

    /// <summary>What the row keys of a visit begin with.</summary>
    internal static string Prefix(string kind, string scope, string node, int visit) => TableKey.Encode(kind, scope, node, TableKey.Number(visit, 6)) + "!";
}
