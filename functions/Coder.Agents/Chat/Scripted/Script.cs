using System.Text.Json.Serialization;

namespace Coder.Agents.Chat.Scripted;

/// <summary>A file of turns. Which one is played depends on node, visit and turn alone, so a repeated call gets the same answer.</summary>
/// <param name="Version">1.</param>
public sealed record Script(
    [property: JsonPropertyName("version")] int Version,
    [property: JsonPropertyName("visits")] IReadOnlyList<ScriptVisit> Visits)
{
    public const int CurrentVersion = 1;

    /// <summary>
    /// The turn for these coordinates: of the entries for the node (or, when there is none, for any node) the one with the greatest visit that is not
    /// above the asked one.
    /// </summary>
    /// <exception cref="ModelException"><c>script_exhausted</c>, naming node, visit and turn.</exception>
    public ScriptTurn Select(TurnCoordinates at)
    {
        ScriptVisit? entry = Entry(at, at.Node) ?? Entry(at, null);
        if (entry is not null && at.Turn >= 1 && at.Turn <= entry.Turns.Count)
            return entry.Turns[at.Turn - 1];

        string there = entry is null ? "it has no entry for that visit" : $"its entry for visit {entry.Visit} ends after {entry.Turns.Count} turns";
        throw new ModelException(
            ModelErrorCodes.ScriptExhausted, $"The script has no turn {at.Turn} for visit {at.Visit} of node '{at.Node}': {there}. Add the turn to the script.");
    }

    private ScriptVisit? Entry(TurnCoordinates at, string? node) =>
        Visits.Where(visit => visit.Node == node && visit.Visit <= at.Visit).MaxBy(visit => visit.Visit);
}
