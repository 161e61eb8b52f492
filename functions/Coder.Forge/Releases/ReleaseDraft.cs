namespace Coder.Forge.Releases;

/// <summary>What a release is to say.</summary>
/// <param name="Tag">Names the release: one a tag. The tag is made where it is missing.</param>
/// <param name="Commit">Where the tag is made.</param>
/// <param name="Body">Markdown.</param>
public sealed record ReleaseDraft(string Tag, string Commit, string Name, string Body, bool IsPrerelease);
