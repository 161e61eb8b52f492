namespace Coder.Workspaces.Mirrors;

/// <summary>What <c>git ls-remote --symref</c> says. Pure.</summary>
/// <param name="DefaultBranch">Null for a repository without commits.</param>
/// <param name="Commits">By full name.</param>
internal sealed record RemoteRefs(string? DefaultBranch, IReadOnlyDictionary<string, string> Commits)
{
    private const string Heads = "refs/heads/";
    private const string Symbolic = "ref: " + Heads;

    internal static RemoteRefs Parse(string text)
    {
        string? branch = null;
        Dictionary<string, string> commits = new(StringComparer.Ordinal);
        foreach (var line in text.Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            if (line.Split('\t') is not [var value, var name]) continue;
            if (name == "HEAD" && value.StartsWith(Symbolic, StringComparison.Ordinal)) branch = value[Symbolic.Length..];
            else commits[name] = value;
        }

        return new RemoteRefs(commits.ContainsKey("HEAD") ? branch : null, commits);
    }

    /// <summary>The full name that a branch or tag has; branches come first. Null when there is none.</summary>
    internal string? Find(string reference) => ((string[])[Heads + reference, "refs/tags/" + reference, reference]).FirstOrDefault(Commits.ContainsKey);

    internal static bool IsBranch(string name) => name.StartsWith(Heads, StringComparison.Ordinal);
}
