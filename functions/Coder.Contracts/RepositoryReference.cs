namespace Coder.Contracts;

/// <summary>The repository a run works on. Exactly one of <see cref="Path"/>, <see cref="Url"/>, <see cref="Project"/>.</summary>
public sealed record RepositoryReference
{
    /// <summary>Absolute path of a local repository, or of a folder in it (then the default of <c>project_dir</c>). Embedded host only.</summary>
    public string? Path { get; init; }

    public string? Url { get; init; }

    public string? Project { get; init; }

    /// <summary>Branch, tag or commit; default <c>HEAD</c>.</summary>
    public string? Ref { get; init; }
}
