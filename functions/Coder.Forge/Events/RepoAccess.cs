namespace Coder.Forge.Events;

/// <summary>What an installation of our App can reach.</summary>
/// <param name="Account">Whose installation it is.</param>
/// <param name="Added">Repositories that it can reach from now on.</param>
/// <param name="Removed">Repositories that it can reach no longer.</param>
public sealed record RepoAccess(string Account, IReadOnlyList<RepositoryName> Added, IReadOnlyList<RepositoryName> Removed);
