namespace Coder.Functions.Contracts;

/// <summary>What comes next within a node visit. Stored as numbers: never reorder.</summary>
public enum VisitNext
{
    /// <summary>The visit has its result row.</summary>
    Done = 0,

    /// <summary>The turn asked for tools: <c>Act</c>.</summary>
    Act = 1,

    /// <summary>The next turn: <c>Think</c>.</summary>
    Think = 2,

    /// <summary>A question to the user is open: wait, then <c>Act</c> again.</summary>
    Wait = 3,
}
