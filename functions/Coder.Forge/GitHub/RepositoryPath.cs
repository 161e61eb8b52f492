using System.Text.RegularExpressions;

namespace Coder.Forge.GitHub;

/// <summary>GitHub's name of a repository, <c>owner/name</c>.</summary>
internal readonly partial record struct RepositoryPath(string Owner, string Name)
{
    internal static bool IsOne(string text) => Shape().IsMatch(text);

    /// <exception cref="ArgumentException">It is no such name.</exception>
    internal static RepositoryPath Of(RepositoryName repository) => IsOne(repository.Value) && repository.Value.Split('/') is [var owner, var name]
        ? new(owner, name)
        : throw new ArgumentException($"'{repository}' is no repository on GitHub: write owner/name.", nameof(repository));

    public override string ToString() => $"{Owner}/{Name}";

    // Part of addresses: `..` must not lead elsewhere.
    [GeneratedRegex(@"^[A-Za-z0-9_][A-Za-z0-9_-]{0,99}/(?!\.{1,2}\z)[A-Za-z0-9._-]{1,100}\z")]
    private static partial Regex Shape();
}
