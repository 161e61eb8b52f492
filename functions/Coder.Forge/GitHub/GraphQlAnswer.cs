namespace Coder.Forge.GitHub;

/// <summary>What GitHub's GraphQL interface answers with status 200, refusals included.</summary>
internal sealed class GraphQlAnswer
{
    public IReadOnlyList<GraphQlError>? Errors { get; set; }
}
