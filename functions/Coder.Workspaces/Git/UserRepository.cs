using System.Globalization;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Git;

/// <summary>
/// The user's repository. Nothing is ever written there but objects, <c>refs/coder/…</c> and the result's branch; its own settings
/// cannot make git execute anything.
/// </summary>
internal sealed class UserRepository(GitCommand git, string gitDirectory)
{
    public string GitDirectory => gitDirectory;

    /// <summary>Full hash of the commit a name stands for; null when there is none.</summary>
    public async Task<string?> FindCommitAsync(string name, CancellationToken cancellation)
    {
        var output = await RunAsync(["rev-parse", "--verify", "--quiet", "--end-of-options", name + "^{commit}"], cancellation);
        return output.ExitCode == 0 ? output.Text : null;
    }

    /// <summary>As <see cref="FindCommitAsync"/>, with the hash of its tree.</summary>
    public async Task<(string Commit, string Tree)?> FindCommitAndTreeAsync(string name, CancellationToken cancellation)
    {
        var output = await RunAsync(["rev-parse", "--quiet", name + "^{commit}", name + "^{tree}"], cancellation);
        return output.ExitCode == 0 && output.Text.Split('\n') is [var commit, var tree] ? (commit, tree) : null;
    }

    public async Task<ObjectStore> ObjectStoreAsync(CancellationToken cancellation)
    {
        var answer = (await DemandAsync(["rev-parse", "--show-object-format", "--git-path", "shallow", "--git-path", "objects"], cancellation)).Text.Split('\n', 3);
        var shallow = Path.GetFullPath(answer[1], gitDirectory);
        return new ObjectStore(
            Path.GetFullPath(answer[2], gitDirectory), answer[0], File.Exists(shallow) ? await File.ReadAllTextAsync(shallow, cancellation) : "");
    }

    public async Task<string> LogAsync(string commit, int commitsMax, CancellationToken cancellation) =>
        (await DemandAsync(["log", $"--max-count={commitsMax}", "--no-show-signature", "--format=%h %as %an: %s", commit, "--"], cancellation)).Text;

    /// <summary>Takes in a pack; every object in it is checked.</summary>
    /// <exception cref="WorkspaceException"><c>unsafe_change</c>: git's check refuses one, such as settings of submodules that lead elsewhere.</exception>
    public async Task UnpackAsync(byte[] pack, CancellationToken cancellation)
    {
        var output = await git.RunAsync(new GitInvocation { GitDirectory = gitDirectory, Arguments = ["unpack-objects", "-q", "--strict"], StandardInput = pack }, cancellation);
        if (output.ExitCode != 0) throw new WorkspaceException("unsafe_change", $"git's check refuses the change: {output.Error}. Take back what it names.");
    }

    /// <summary>Moves a ref; <paramref name="old"/> is what it must be now, empty when it must not exist.</summary>
    /// <exception cref="WorkspaceException"><c>linked_ref</c>: git would write through a link, to wherever it leads.</exception>
    public async Task UpdateRefAsync(string name, string commit, string old, CancellationToken cancellation)
    {
        foreach (var folder in (string[])[CommonFolder, Path.Combine(CommonFolder, "logs")]) RefuseLinks(folder, name);
        await DemandAsync(["update-ref", "--no-deref", name, commit, old.Length == 0 ? new string('0', commit.Length) : old], cancellation);
    }

    /// <summary>The settings that a commit has for its runs; null when it has none.</summary>
    /// <exception cref="WorkspaceException"><c>invalid_config</c>: a link, a folder, or too large.</exception>
    public async Task<byte[]?> ConfigAsync(string commit, CancellationToken cancellation)
    {
        const string path = RepositoryConfig.FilePath;
        if ((await DemandAsync(["ls-tree", "-z", "--long", commit, "--", path], cancellation)).Fields is not [var entry]) return null;
        var parts = entry.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries);
        if (!entry.StartsWith("100", StringComparison.Ordinal)) throw new WorkspaceException("invalid_config", $"{path} is no regular file. Make it one, and commit it.");
        return long.Parse(parts[3], CultureInfo.InvariantCulture) <= RepositoryConfigParser.BytesMax
            ? (await DemandAsync(["cat-file", "blob", parts[2]], cancellation)).Bytes
            : throw new WorkspaceException("invalid_config", $"{path} has {parts[3]} bytes; at most {RepositoryConfigParser.BytesMax} are read. Shorten it.");
    }

    public async Task<bool> IsValidRefAsync(string name, CancellationToken cancellation) =>
        (await RunAsync(["check-ref-format", name], cancellation)).ExitCode == 0;

    /// <summary>True when a commit is an earlier result: one commit by <see cref="GitCommand.AuthorEmail"/> with these parents.</summary>
    public async Task<bool> IsOursAsync(string commit, IReadOnlyList<string> parents, CancellationToken cancellation) =>
        (await DemandAsync(["show", "--no-patch", "--format=%ce %P", commit], cancellation)).Text == $"{GitCommand.AuthorEmail} {string.Join(' ', parents)}";

    /// <summary>True when a branch is checked out in the user's tree or in one of its worktrees.</summary>
    public async Task<bool> IsCheckedOutAsync(string branch, CancellationToken cancellation) =>
        (await DemandAsync(["worktree", "list", "--porcelain", "-z"], cancellation)).Fields.Contains($"branch refs/heads/{branch}");

    /// <summary>Files that differ from HEAD or are untracked, without touching the index.</summary>
    public async Task<IReadOnlyList<string>> UncommittedAsync(string workTree, CancellationToken cancellation)
    {
        var output = await git.DemandAsync(
            new GitInvocation
            {
                GitDirectory = gitDirectory,
                WorkTree = workTree,
                Settings = await DriversOffAsync(cancellation),
                Arguments = ["--no-optional-locks", "status", "--porcelain=v1", "-z", "--no-renames", "--untracked-files=normal", "--ignore-submodules=all"],
            },
            cancellation);
        return [.. output.Fields.Where(line => line.Length > 3).Select(line => line[3..])];
    }

    /// <summary>Settings that turn off every filter and diff program which the repository's own configuration names.</summary>
    private async Task<IReadOnlyList<KeyValuePair<string, string>>> DriversOffAsync(CancellationToken cancellation)
    {
        // From wherever git takes them: files that the configuration includes, and the one of a worktree.
        var output = await RunAsync(["config", "--includes", "-z", "--name-only", "--get-regexp", @"^(filter|diff|merge)\..*\.(clean|smudge|process|required|command|textconv|driver)$"], cancellation);
        return [.. output.Fields.Distinct().Select(name => KeyValuePair.Create(name, name.EndsWith(".required", StringComparison.OrdinalIgnoreCase) ? "false" : ""))];
    }

    /// <summary>Where refs lie: a worktree shares those of its repository.</summary>
    private string CommonFolder => Path.Combine(gitDirectory, "commondir") is var file && File.Exists(file)
        ? Path.GetFullPath(File.ReadAllText(file).Trim(), gitDirectory)
        : gitDirectory;

    private static void RefuseLinks(string folder, string name)
    {
        foreach (var part in name.Split('/'))
        {
            folder = Path.Combine(folder, part);
            if (new FileInfo(folder).LinkTarget is not null)
            {
                throw new WorkspaceException("linked_ref", $"'{folder}' is a symbolic link, through which nothing is written. Remove it: rm '{folder}'");
            }
        }
    }

    private Task<GitOutput> RunAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        git.RunAsync(new GitInvocation { GitDirectory = gitDirectory, Arguments = arguments }, cancellation);

    private Task<GitOutput> DemandAsync(IReadOnlyList<string> arguments, CancellationToken cancellation) =>
        git.DemandAsync(new GitInvocation { GitDirectory = gitDirectory, Arguments = arguments }, cancellation);
}
