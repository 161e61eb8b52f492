namespace Coder.Agents.Tools;

/// <summary>Stops a model that makes the same call over and over.</summary>
public static class ToolLoopGuard
{
    /// <summary>So many identical calls in a row are carried out; the next one is answered with a warning.</summary>
    public const int IdenticalInRowMax = 2;

    public const string Warning =
        "This is the same call with the same arguments as before, and its result will be the same; it was not carried out. "
        + "Read the earlier result, and do something else or finish.";

    /// <summary>True when <paramref name="next"/> must not be carried out.</summary>
    /// <param name="earlier">All calls of the visit before it, oldest first, those that were stopped included.</param>
    public static bool Repeats(IReadOnlyList<ToolInvocation> earlier, ToolInvocation next) =>
        earlier.Count >= IdenticalInRowMax && earlier.Skip(earlier.Count - IdenticalInRowMax).All(call => call == next);
}
