using Coder.Storage;

namespace Coder.Runs.Turns;

/// <summary>Names one model turn: the key of everything it causes.</summary>
/// <param name="Scope">The run's id, or that of a child agent's run within it.</param>
/// <param name="Turn">From 0.</param>
public readonly record struct TurnKey(string Scope, string Node, int Visit, int Turn)
{
    /// <summary>Sent with the request, the same at every repetition.</summary>
    public string RequestId => $"{Scope}-{Node}-{Visit}-{Turn}";

    internal string[] Parts => [Node, TableKey.Number(Visit, 6), TableKey.Number(Turn, 6)];
}
