namespace Coder.Contracts;

/// <summary>A stored result of a run.</summary>
/// <param name="Id">Stable within the run: <c>patch</c>, <c>log-bundle</c>, <c>test-report</c>, <c>transcript</c>, <c>usage</c>.</param>
/// <param name="Name">File name for a download.</param>
public sealed record ArtifactView(string Id, string Name, string MediaType, long Size, string Sha256, DateTimeOffset CreatedAt);
