namespace Coder.Contracts;

/// <summary>The repository a run works on. Exactly one of <see cref="Path"/>, <see cref="Url"/>, <see cref="Github"/>, <see cref="Project"/>.</summary>
public sealed record RepositoryReference
{
    /// <summary>Absolute path of a local repository, or of a folder in it (then the default of <c>project_dir</c>). Embedded host only.</summary>
    public string? Path { get; init; }

    /// <summary>Web or clone address of a repository on the GitHub that the host is an App of.</summary>
    public string? Url { get; init; }

    /// <summary><c>owner/name</c> there.</summary>
    public string? Github { get; init; }

    /// <summary>Id or name of a project of the account: its repository, and its defaults for what the request does not say.</summary>
    public string? Project { get; init; }

    /// <summary>Branch, tag or full hash of a commit; default <c>HEAD</c>, which is the default branch elsewhere. In a local repository whatever names a commit.</summary>
    public string? Ref { get; init; }
}
