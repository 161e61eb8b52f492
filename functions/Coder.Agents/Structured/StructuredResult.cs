using System.Text.Json.Nodes;

namespace Coder.Agents.Structured;

/// <summary>What an answer is when it should be JSON: <see cref="Parsed"/> or <see cref="Invalid"/>.</summary>
public abstract record StructuredResult
{
    private StructuredResult()
    {
    }

    /// <param name="Value">Any JSON value; null is JSON's own null.</param>
    public sealed record Parsed(JsonNode? Value) : StructuredResult;

    /// <param name="Findings">What is wrong, each a sentence for the model; never empty.</param>
    public sealed record Invalid(IReadOnlyList<string> Findings) : StructuredResult;
}
