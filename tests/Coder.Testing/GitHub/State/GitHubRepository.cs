using System.Text.Json.Nodes;
using Coder.Testing.GitHub.Git;

namespace Coder.Testing.GitHub.State;

/// <summary>A repository with all that GitHub keeps about it. Resources are kept as the JSON that they are answered with.</summary>
public sealed class GitHubRepository
{
    private const string Heads = "refs/heads/";

    private long _lastId = 1000;
    private int _lastNumber;

    internal GitHubRepository(long id, string owner, string name, GitRepository git) => (Id, Owner, Name, Git) = (id, owner, name, git);

    public long Id { get; }

    public string Owner { get; }

    public string Name { get; }

    public string FullName => $"{Owner}/{Name}";

    public string DefaultBranch => "main";

    public bool IsPrivate { get; set; }

    /// <summary>The repository on disk.</summary>
    public string Folder => Git.Folder;

    /// <summary>What users may do: <c>admin</c>, <c>maintain</c>, <c>write</c>, <c>triage</c> or <c>read</c>; others <c>none</c>.</summary>
    public Dictionary<string, string> Roles { get; } = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>Checks that a branch asks for.</summary>
    public Dictionary<string, string[]> RequiredChecks { get; } = new(StringComparer.Ordinal);

    internal GitRepository Git { get; }

    /// <summary>Issues and the issue side of pull requests, by number.</summary>
    internal SortedDictionary<int, JsonObject> Issues { get; } = [];

    internal SortedDictionary<int, JsonObject> Pulls { get; } = [];

    /// <summary>Comments, reviews, check runs and so on by kind, in order of creation.</summary>
    internal Dictionary<string, List<JsonObject>> Lists { get; } = new(StringComparer.Ordinal);

    internal IReadOnlyList<JsonObject> All(string kind) => Lists.GetValueOrDefault(kind) ?? [];

    internal JsonObject? Find(string kind, long id) => All(kind).FirstOrDefault(one => (long)one["id"]! == id);

    internal JsonObject Add(string kind, JsonObject resource)
    {
        if (!Lists.TryGetValue(kind, out List<JsonObject>? list))
        {
            Lists[kind] = list = [];
        }

        resource["id"] = NextId();
        list.Add(resource);
        return resource;
    }

    internal long NextId() => ++_lastId;

    internal int NextNumber() => ++_lastNumber;

    /// <summary>The number of the newest issue or pull request; 0: there is none.</summary>
    public int LastNumber => _lastNumber;

    /// <summary>Names of all branches.</summary>
    public IReadOnlyList<string> Branches() =>
        [.. Git.References().Keys.Where(name => name.StartsWith(Heads, StringComparison.Ordinal)).Select(name => name[Heads.Length..])];

    /// <summary>Reports a commit's status, as a program of the repository's own would.</summary>
    /// <returns>Its id.</returns>
    public long AddStatus(string commit, string context, string state) =>
        (long)Add(Kinds.Statuses, new JsonObject { ["sha"] = commit, ["context"] = context, ["state"] = state })["id"]!;

    /// <summary>A copy of an issue, or of a pull request's issue side.</summary>
    public JsonObject Issue(int number) => Issues[number].DeepClone().AsObject();

    public bool IsPullRequest(int number) => Pulls.ContainsKey(number);

    /// <summary>Copies of the resources of a kind: <c>comments</c>, <c>check_runs</c>, <c>reactions</c>, …, oldest first.</summary>
    public IReadOnlyList<JsonObject> Copies(string kind) => [.. All(kind).Select(one => one.DeepClone().AsObject())];

    public void BranchFrom(string start, string branch) => Git.SetReference($"refs/heads/{branch}", Git.Commit(start)!);

    /// <summary>Commits a file on a branch.</summary>
    /// <returns>The commit.</returns>
    public string CommitFile(string branch, string path, string text) => Git.CommitFile(branch, path, text);

    /// <summary>The commit of a branch, tag or hash; null when there is none.</summary>
    public string? Commit(string name) => Git.Commit(name);

    /// <summary>What lies between two commits, newest first.</summary>
    public IReadOnlyList<(string Message, string Author, string[] Parents)> Between(string from, string to) =>
    [
        .. Git.Run("log", "-z", "--format=%P%n%an <%ae>%n%B", $"{from}..{to}").Split('\0', StringSplitOptions.RemoveEmptyEntries)
            .Select(entry => entry.Split('\n', 3)).Select(parts => (parts[2], parts[1], parts[0].Split(' '))),
    ];

    /// <summary>The text of a file; null when there is none.</summary>
    public string? File(string name, string path) => Git.Commit(name) is { } commit ? Git.File(commit, path) : null;
}
