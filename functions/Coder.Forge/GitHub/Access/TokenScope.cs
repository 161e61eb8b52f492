namespace Coder.Forge.GitHub.Access;

/// <summary>What a token is for: it can do that and nothing else.</summary>
internal sealed record TokenScope(string Name, IReadOnlyDictionary<string, string> Permissions)
{
    internal static readonly TokenScope Facts = Of(nameof(Facts), ("metadata", "read"));
    internal static readonly TokenScope Fetch = Of(nameof(Fetch), ("contents", "read"));
    internal static readonly TokenScope Push = Of(nameof(Push), ("contents", "write"));
    internal static readonly TokenScope PullRequests = Of(nameof(PullRequests), ("contents", "read"), ("pull_requests", "write"));
    internal static readonly TokenScope Issues = Of(nameof(Issues), ("issues", "write"), ("pull_requests", "write"));
    internal static readonly TokenScope Checks = Of(nameof(Checks), ("checks", "write"), ("statuses", "read"), ("contents", "read"));
    internal static readonly TokenScope Merge = Of(nameof(Merge), ("contents", "write"), ("pull_requests", "write"));
    internal static readonly TokenScope Deployments = Of(nameof(Deployments), ("deployments", "write"));

    /// <summary>All purposes.</summary>
    internal static readonly IReadOnlyList<TokenScope> All = [Facts, Fetch, Push, PullRequests, Issues, Checks, Merge, Deployments];

    private static TokenScope Of(string name, params (string Name, string Level)[] permissions) => new(name, permissions.ToDictionary(one => one.Name, one => one.Level));
}
