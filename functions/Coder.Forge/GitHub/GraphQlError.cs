namespace Coder.Forge.GitHub;

/// <summary>Why GraphQL refused.</summary>
internal sealed class GraphQlError
{
    public string? Message { get; set; }
}
