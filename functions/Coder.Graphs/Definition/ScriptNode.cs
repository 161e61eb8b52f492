namespace Coder.Graphs.Definition;

/// <summary>A file of the agent's folder run in the sandbox, or a platform step (<c>builtin/NAME</c>).</summary>
public sealed record ScriptNode : GraphNode
{
    public const int DefaultTimeoutSeconds = 30;

    public const string BuiltinPrefix = "builtin/";

    public override string Type => "script";

    /// <summary>Path below the agent's folder, or <c>builtin/NAME</c>.</summary>
    public required string Script { get; init; }

    /// <summary>Outcome name → node id; null: <c>_next</c> may name any node.</summary>
    public IReadOnlyDictionary<string, string>? Routes { get; init; }

    /// <summary>Keys it may write; null: unknown.</summary>
    public IReadOnlyList<string>? Writes { get; init; }

    /// <summary><c>build</c>, <c>test</c>, <c>lint</c>, <c>format</c>; null: no gate.</summary>
    public string? Gate { get; init; }

    /// <summary>Name after <c>builtin/</c>; null for a file.</summary>
    public string? Builtin =>
        Script.StartsWith(BuiltinPrefix, StringComparison.Ordinal) ? Script[BuiltinPrefix.Length..] : null;
}
