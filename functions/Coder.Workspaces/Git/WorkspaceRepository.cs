using System.Globalization;
using System.Text;
using Coder.Workspaces.Files;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Git;

/// <summary>
/// The host's own git directory for one workspace: bare, outside the files, without settings, borrowing the user's objects. Not safe for
/// concurrent calls.
/// </summary>
internal sealed class WorkspaceRepository(GitCommand git, string gitDirectory, string files, string indexFile)
{
    private const string GitlinkMode = "160000";

    /// <summary>What builds and test runs leave behind; only untracked files are concerned, and the project's own .gitignore comes after it.</summary>
    private const string Excluded = """
        node_modules/
        **/obj/Debug/
        **/obj/Release/
        **/obj/project.assets.json
        **/obj/project.nuget.cache
        **/obj/project.packagespec.json
        **/obj/*.nuget.*
        **/bin/Debug/
        **/bin/Release/
        TestResults/
        __pycache__/
        *.pyc
        *.egg-info/
        .pytest_cache/
        .mypy_cache/
        .ruff_cache/
        .venv/
        target/
        .gradle/
        build/classes/
        build/generated/
        build/libs/
        build/reports/
        build/test-results/
        build/tmp/
        .coder-build/
        Cargo.lock

        """;

    // As many as there are processors.
    private static readonly KeyValuePair<string, string>[] ParallelCheckout = [new("checkout.workers", "-1")];

    private IReadOnlyList<string>? _gitlinks;

    /// <summary>False until <see cref="CreateAsync"/> has come to its end.</summary>
    public bool Exists => File.Exists(ExcludeFile);

    private string ExcludeFile => Path.Combine(gitDirectory, "info/exclude");

    public async Task CreateAsync(UserRepository user, CancellationToken cancellation)
    {
        var objects = await user.ObjectStoreAsync(cancellation);
        if (objects.Folder.Contains('\n')) throw new WorkspaceException("not_a_repository", "The repository's path contains a line break; move it.");
        Directory.CreateDirectory(gitDirectory);
        await DemandAsync(["init", "--quiet", "--bare", "--template=", "--object-format=" + objects.Format], cancellation);
        await File.WriteAllTextAsync(Path.Combine(gitDirectory, "objects/info/alternates"), objects.Folder + "\n", cancellation);
        if (objects.Shallow.Length > 0) await File.WriteAllTextAsync(Path.Combine(gitDirectory, "shallow"), objects.Shallow, cancellation);

        Directory.CreateDirectory(Path.Combine(gitDirectory, "info"));
        await File.WriteAllTextAsync(ExcludeFile, Excluded, cancellation);
    }

    /// <summary>Makes the files those of a tree, overwriting what is in the way and removing files of the index that the tree lacks.</summary>
    public async Task CheckOutAsync(string tree, CancellationToken cancellation)
    {
        RemoveStaleLock();
        await git.DemandAsync(OnFiles(["read-tree", "--reset", "-u", tree]) with { Settings = ParallelCheckout }, cancellation);
    }

    /// <summary>Writes the files as they are as a tree (ignored ones excluded); afterwards the index lists them.</summary>
    /// <exception cref="WorkspaceException"><c>nested_repository</c></exception>
    public async Task<string> WriteTreeAsync(string baseTree, CancellationToken cancellation)
    {
        RemoveStaleLock();
        await RefuseFilledGitlinksAsync(baseTree, cancellation);
        if (!File.Exists(indexFile)) await DemandAsync(["read-tree", baseTree], cancellation);
        var added = await git.RunAsync(OnFiles(["add", "--all"]), cancellation);
        if (added.ExitCode != 0) throw NotAdded(added.Error);
        var tree = (await DemandAsync(["write-tree"], cancellation)).Text;
        if (tree != baseTree) await RefuseNewGitlinksAsync(baseTree, tree, cancellation);
        return tree;
    }

    /// <summary>Paths of the index, which <see cref="WriteTreeAsync"/> has just made equal to the files.</summary>
    public async Task<IReadOnlyList<string>> PathsAsync(CancellationToken cancellation) => (await DemandAsync(["ls-files", "-z"], cancellation)).Fields;

    public async Task<string> TreeOfAsync(string commit, CancellationToken cancellation) =>
        (await DemandAsync(["rev-parse", "--verify", "--end-of-options", commit + "^{tree}"], cancellation)).Text;

    public async Task<bool> HasTreeAsync(string tree, CancellationToken cancellation) =>
        (await RunAsync(["cat-file", "-e", tree + "^{tree}"], cancellation)).ExitCode == 0;

    /// <summary>A regular file of a tree; null when there is none.</summary>
    public async Task<byte[]?> ReadAsync(string tree, string path, CancellationToken cancellation)
    {
        var entry = (await DemandAsync(["ls-tree", "-z", tree, "--", path], cancellation)).Fields;
        if (entry is not [var line] || !line.StartsWith("100", StringComparison.Ordinal)) return null;
        return (await DemandAsync(["cat-file", "blob", line.Split(' ', '\t')[2]], cancellation)).Bytes;
    }

    public async Task<string> CommitAsync(string tree, IReadOnlyList<string> parents, string message, CommitAuthor? author, DateTimeOffset date, CancellationToken cancellation)
    {
        var stamp = string.Create(CultureInfo.InvariantCulture, $"@{date.ToUnixTimeSeconds()} +0000");
        return (await git.DemandAsync(
            new GitInvocation
            {
                GitDirectory = gitDirectory,
                Arguments = ["commit-tree", tree, .. parents.SelectMany(parent => (string[])["-p", parent]), "-F", "-"],
                StandardInput = Encoding.UTF8.GetBytes(message),
                Environment = new Dictionary<string, string>
                {
                    ["GIT_AUTHOR_DATE"] = stamp, ["GIT_COMMITTER_DATE"] = stamp,
                    ["GIT_AUTHOR_NAME"] = author?.Name ?? GitCommand.AuthorName, ["GIT_AUTHOR_EMAIL"] = author?.Email ?? GitCommand.AuthorEmail,
                },
            },
            cancellation)).Text;
    }

    public async Task<DateTimeOffset> DateOfAsync(string commit, CancellationToken cancellation)
    {
        var seconds = (await DemandAsync(["show", "--no-patch", "--format=%ct", commit], cancellation)).Text;
        return DateTimeOffset.FromUnixTimeSeconds(long.Parse(seconds, CultureInfo.InvariantCulture));
    }

    /// <summary>The objects of a commit that another one's history does not have.</summary>
    public async Task<byte[]> PackAsync(string commit, string known, CancellationToken cancellation) => (await git.DemandAsync(
        new GitInvocation
        {
            GitDirectory = gitDirectory,
            Arguments = ["pack-objects", "--revs", "--stdout", "-q"],
            StandardInput = Encoding.UTF8.GetBytes($"{commit}\n^{known}\n"),
        },
        cancellation)).Bytes;

    public async Task<WorkspaceDiff> DiffAsync(string from, string to, CancellationToken cancellation)
    {
        if (from == to) return new WorkspaceDiff("", []);
        var list = await DemandAsync(["diff-tree", "-r", "-M", "-z", "--raw", "--numstat", "--ignore-submodules=none", from, to], cancellation);
        var changed = ChangeList.Parse(list.Fields);
        return new WorkspaceDiff(await new TextPatch(git, gitDirectory).MakeAsync(from, to, changed, cancellation), changed);
    }

    /// <summary>A submodule's folder that has become a repository would have its settings obeyed by git's own status check.</summary>
    private async Task RefuseFilledGitlinksAsync(string baseTree, CancellationToken cancellation)
    {
        _gitlinks ??= await GitlinksAsync(baseTree, cancellation);
        if (_gitlinks.Count == 0) return;
        using var folder = WorkspaceFolder.Open(files);
        if (_gitlinks.FirstOrDefault(path => folder.Exists(path + "/.git")) is { } filled) throw Nested(filled);
    }

    /// <summary>Kept with the git data: the base stays the same, and its whole tree need not be read again for every step.</summary>
    private async Task<IReadOnlyList<string>> GitlinksAsync(string baseTree, CancellationToken cancellation)
    {
        var kept = Path.Combine(gitDirectory, "info/gitlinks");
        if (File.Exists(kept)) return (await File.ReadAllTextAsync(kept, cancellation)).Split('\0', StringSplitOptions.RemoveEmptyEntries);
        string[] paths = [.. (await DemandAsync(["ls-tree", "-r", "-z", baseTree], cancellation)).Fields
            .Where(line => line.StartsWith(GitlinkMode, StringComparison.Ordinal))
            .Select(line => line[(line.IndexOf('\t', StringComparison.Ordinal) + 1)..])];
        await File.WriteAllTextAsync(kept + ".new", string.Join('\0', paths), cancellation);
        File.Move(kept + ".new", kept, overwrite: true);
        return paths;
    }

    private async Task RefuseNewGitlinksAsync(string baseTree, string tree, CancellationToken cancellation)
    {
        var changes = (await DemandAsync(
            ["diff-tree", "-r", "-z", "--raw", "--no-renames", "--diff-filter=AMT", "--ignore-submodules=none", baseTree, tree], cancellation)).Fields;
        for (var at = 0; at + 1 < changes.Count; at += 2)
        {
            if (changes[at].Split(' ')[1] != GitlinkMode) continue;
            File.Delete(indexFile);
            throw Nested(changes[at + 1]);
        }
    }

    private static WorkspaceException NotAdded(string error)
    {
        if (error.Contains("does not have a commit checked out", StringComparison.Ordinal)) return Nested(error.Split('\'') is { Length: > 1 } parts ? parts[1].TrimEnd('/') : "a folder");
        if (error.Contains("can only add regular files", StringComparison.Ordinal)) return Unusable(error.Split(": ")[1], "it has become a FIFO, socket or device");
        return error.StartsWith("error: invalid path '", StringComparison.Ordinal)
            ? Unusable(error.Split('\'')[1], "git reserves this name on some system, or takes no link for it")
            : new WorkspaceException("git_failed", $"The workspace's files could not be taken in: {error}");
    }

    private static WorkspaceException Unusable(string path, string reason) => new(
        "unusable_path", $"'{path}' in the workspace cannot be part of a change: {reason}. Remove or rename it.");

    private static WorkspaceException Nested(string path) => new(
        "nested_repository",
        $"'{path}' in the workspace is a git repository of its own, which cannot be part of a change. Remove '{path}/.git', or leave the folder out by .gitignore.");

    /// <summary>Calls do not overlap, so a lock that is there was left by a git that was killed.</summary>
    private void RemoveStaleLock() => File.Delete(indexFile + ".lock");

    private GitInvocation OnFiles(IReadOnlyList<string> arguments) =>
        new() { GitDirectory = gitDirectory, WorkTree = files, IndexFile = indexFile, Arguments = arguments };

    private Task<GitOutput> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        git.RunAsync(new GitInvocation { GitDirectory = gitDirectory, IndexFile = indexFile, Arguments = arguments }, cancellation);

    private Task<GitOutput> DemandAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        git.DemandAsync(new GitInvocation { GitDirectory = gitDirectory, IndexFile = indexFile, Arguments = arguments }, cancellation);
}
