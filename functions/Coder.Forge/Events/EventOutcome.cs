namespace Coder.Forge.Events;

/// <summary>What an event has led to.</summary>
/// <param name="Acted">False when it called for nothing.</param>
/// <param name="Summary">One line for people: what was done, or why nothing was.</param>
public sealed record EventOutcome(bool Acted, string Summary)
{
    public static EventOutcome Did(string what) => new(true, what);

    public static EventOutcome Ignored(string why) => new(false, why);
}
