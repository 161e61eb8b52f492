namespace Coder.Graphs.Validation;

/// <summary>What the platform knows; a null part is not checked.</summary>
public sealed record ValidationContext
{
    /// <summary>Tools that the platform has.</summary>
    public IReadOnlySet<string>? ToolNames { get; init; }

    public Func<string, bool>? IsKnownModel { get; init; }
}
