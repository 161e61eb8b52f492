namespace Coder.Workspaces.Policy;

/// <summary>What is wrong with a <see cref="RepositoryConfig"/>.</summary>
/// <param name="Code">Rule: see docs/errors.md, invalid_config.</param>
/// <param name="Line">From 1; 0: no place.</param>
/// <param name="Column">From 1; 0: no place.</param>
public sealed record ConfigFinding(string Code, int Line, int Column, string Message, string Fix)
{
    /// <summary>As compilers print it.</summary>
    public override string ToString() => $"{RepositoryConfig.FilePath}:{Line}:{Column}: error {Code}: {Message} {Fix}";
}
