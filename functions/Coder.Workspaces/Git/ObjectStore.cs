namespace Coder.Workspaces.Git;

/// <summary>A repository's objects, for another one that borrows them.</summary>
/// <param name="Folder">Absolute.</param>
/// <param name="Format"><c>sha1</c> or <c>sha256</c>.</param>
/// <param name="Shallow">The commits at which a shallow clone's history ends; empty when it is whole.</param>
internal sealed record ObjectStore(string Folder, string Format, string Shallow);
