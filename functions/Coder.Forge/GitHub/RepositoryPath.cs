namespace Coder.Forge.GitHub;

/// <summary>GitHub's name of a repository, <c>owner/name</c>.</summary>
internal readonly record struct RepositoryPath(string Owner, string Name)
{
    /// <exception cref="ArgumentException">It is no such name.</exception>
    internal static RepositoryPath Of(RepositoryName repository) => repository.Value.Split('/') is [{ Length: > 0 } owner, { Length: > 0 } name]
        ? new(owner, name)
        : throw new ArgumentException($"'{repository}' is no repository on GitHub: write owner/name.", nameof(repository));

    public override string ToString() => $"{Owner}/{Name}";
}
