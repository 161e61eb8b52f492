using System.Globalization;
using Coder.Agents.Chat;

namespace Coder.CrashSweep.Recording;

/// <summary>The ids of model requests: scope, node, visit and turn, parted by hyphens.</summary>
internal static class RequestIds
{
    internal static TurnCoordinates Coordinates(string id)
    {
        string[] parts = id.Split('-');
        return new TurnCoordinates(parts[^3], Number(parts[^2]), Number(parts[^1]), id);
    }

    /// <summary>The id of the turn that a row of the table <c>runturns</c> is about.</summary>
    /// <param name="rowKey"><c>turn!SCOPE!NODE!VISIT!TURN</c>, the numbers padded.</param>
    internal static string OfRow(string rowKey)
    {
        string[] parts = rowKey.Split('!');
        return $"{parts[1]}-{parts[2]}-{Number(parts[3])}-{Number(parts[4])}";
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
