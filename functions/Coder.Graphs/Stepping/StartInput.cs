using Coder.Graphs.Builtin;

namespace Coder.Graphs.Stepping;

public sealed record StartInput(string Prompt)
{
    /// <summary>Values of the graph's variables.</summary>
    public IReadOnlyDictionary<string, string> Variables { get; init; } = new Dictionary<string, string>();

    public BuiltinInput Overrides { get; init; } = new();
}
