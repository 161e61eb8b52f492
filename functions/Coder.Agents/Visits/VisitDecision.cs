using System.Text.Json.Nodes;

namespace Coder.Agents.Visits;

/// <summary>What follows a committed turn of an llm visit.</summary>
public abstract record VisitDecision
{
    private VisitDecision()
    {
    }

    /// <summary>The turn asked for tools: run them, then the next turn.</summary>
    public sealed record RunTools : VisitDecision;

    /// <summary>The answer does not fit the schema: tell the model what is wrong and ask once more.</summary>
    public sealed record Repair(string Message) : VisitDecision;

    /// <summary>The visit has its result.</summary>
    public sealed record Succeed(JsonNode? Result) : VisitDecision;

    /// <summary>The visit failed.</summary>
    public sealed record Fail(string Message) : VisitDecision;
}
