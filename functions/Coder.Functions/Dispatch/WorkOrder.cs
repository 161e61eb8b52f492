using Coder.Runs.Records;

namespace Coder.Functions.Dispatch;

/// <summary>Something that is wanted of a run at an issue or a pull request.</summary>
/// <param name="EventId">What asked for it: a repetition finds its order by it.</param>
/// <param name="Text">What is wanted, in the words of whoever wants it.</param>
internal sealed record WorkOrder(string EventId, RunTask Task, string Text)
{
    /// <summary>Who asked, as <c>Co-authored-by</c> wants them.</summary>
    public IReadOnlyList<string> Credits { get; init; } = [];

    /// <summary>What gets a reaction at the end.</summary>
    public IReadOnlyList<RunReaction> Reactions { get; init; } = [];

    /// <summary>True: nobody asked by name, so that there is a bound.</summary>
    public bool IsAutomatic { get; init; }

    /// <summary>The run whose result is carried over; null: none.</summary>
    public string? Earlier { get; init; }
}
