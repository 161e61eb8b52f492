namespace Coder.Graphs.Stepping;

/// <summary>Put a question to a person and wait.</summary>
public sealed record Ask(string Node, int Visit, AskKind Kind, string Question) : GraphCommand
{
    /// <summary>1 for the first question of the visit; more after an answer that did not fit. Give it back in <see cref="Answered.Attempt"/>.</summary>
    public int Attempt { get; init; } = 1;

    public IReadOnlyList<string> Options { get; init; } = [];

    /// <summary>Used for an empty answer (input only); null: none.</summary>
    public string? Default { get; init; }

    /// <summary>Why the last answer was refused; null on the first attempt.</summary>
    public string? Problem { get; init; }

    /// <summary>Null: waits for ever.</summary>
    public int? TimeoutSeconds { get; init; }
}
