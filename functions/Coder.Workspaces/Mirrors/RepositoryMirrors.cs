using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Coder.Workspaces.Git;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.Options;

namespace Coder.Workspaces.Mirrors;

/// <summary>Mirrors in the home's folder <c>mirrors</c>. Partial clones: of history only commits and trees are there, and the files of the commits that runs start from.</summary>
internal sealed partial class RepositoryMirrors(IOptions<WorkspaceOptions> options, GitCommand git) : IRepositoryMirrors
{
    private const string Fetched = "refs/remotes/origin/";
    private static readonly string[] FetchArguments = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none"];

    // One host per home, so a lock of the process is enough.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new();

    public Task<MirrorState> FetchAsync(RemoteAccess remote, string? reference, CancellationToken cancellation) => AloneAsync(
        remote,
        async (mirror, talk) =>
        {
            var refs = await RefsAsync(talk, reference, cancellation);
            var branch = refs.DefaultBranch ?? throw new WorkspaceException("no_commit", $"'{remote.Url}' has no commit yet. Push one.");
            var wanted = await FetchAsync(mirror, talk, refs, reference ?? branch, remote, cancellation);
            var standard = reference is null ? wanted : await FetchAsync(mirror, talk, refs, branch, remote, cancellation);
            await CompleteAsync(mirror, talk, wanted, cancellation);
            var settings = await ConfigAsync(mirror, talk, standard, cancellation);
            var isBranch = reference is not null && refs.Find(reference) is { } name && RemoteRefs.IsBranch(name);
            return new MirrorState(new RepositoryState(mirror.GitDirectory, wanted, "", [], settings), isBranch ? reference! : branch);
        },
        cancellation);

    public Task PushAsync(RemoteAccess remote, string commit, string branch, CancellationToken cancellation) => PushAsync(remote, commit, branch, [], cancellation);

    public Task ReplaceAsync(RemoteAccess remote, string commit, string branch, string replaced, CancellationToken cancellation) =>
        PushAsync(remote, commit, branch, [$"--force-with-lease=refs/heads/{branch}:{replaced}"], cancellation);

    private Task<bool> PushAsync(RemoteAccess remote, string commit, string branch, string[] lease, CancellationToken cancellation) => AloneAsync(
        remote,
        async (_, talk) =>
        {
            var output = await talk.RunAsync(["push", "--porcelain", "--no-verify", .. lease, "origin", $"{commit}:refs/heads/{branch}"], "", cancellation);
            return output.ExitCode == 0 ? true
                : output.Text.Split('\n').Any(line => line.StartsWith('!') && line.Contains("[rejected]", StringComparison.Ordinal))
                    ? throw new WorkspaceException("branch_moved", $"The branch '{branch}' of '{remote.Url}' has commits that the result does not continue. Nothing was overwritten; start the run again.")
                    : throw talk.Failed($"{output.Text} {output.Error}".Trim());
        },
        cancellation);

    private static async Task<RemoteRefs> RefsAsync(RemoteGit talk, string? reference, CancellationToken cancellation)
    {
        string[] names = reference is null ? [] : [$"refs/heads/{reference}", $"refs/tags/{reference}", reference];
        return RemoteRefs.Parse((await talk.DemandAsync(["ls-remote", "--symref", "origin", "HEAD", .. names], "", cancellation)).Text);
    }

    /// <summary>Fetches what a name stands for, without files. Returns the commit.</summary>
    private static async Task<string> FetchAsync(UserRepository mirror, RemoteGit talk, RemoteRefs refs, string reference, RemoteAccess remote, CancellationToken cancellation)
    {
        var name = refs.Find(reference) ?? (refs.DefaultBranch == reference ? "HEAD" : CommitName().IsMatch(reference) ? reference : null)
            ?? throw new WorkspaceException("unknown_ref", $"'{reference}' names no branch, tag or full commit hash of '{remote.Url}'. See what there is: git ls-remote '{remote.Url}'");
        var kept = Fetched + (name == "HEAD" ? $"heads/{reference}" : name.StartsWith("refs/", StringComparison.Ordinal) ? name["refs/".Length..] : $"commits/{name}");
        if (refs.Commits.TryGetValue(name, out var known) && await mirror.FindCommitAsync(kept, cancellation) == known) return known;
        await talk.DemandAsync([.. FetchArguments, "origin", $"+{name}:{kept}"], "", cancellation);
        return await mirror.FindCommitAsync(kept, cancellation) ?? throw new WorkspaceException("unknown_ref", $"'{reference}' of '{remote.Url}' is no commit.");
    }

    /// <summary>Brings the files that a commit has and the mirror has not.</summary>
    private async Task CompleteAsync(UserRepository mirror, RemoteGit talk, string commit, CancellationToken cancellation)
    {
        var listed = await git.DemandAsync(
            new GitInvocation { GitDirectory = mirror.GitDirectory, Arguments = ["rev-list", "--objects", "--no-object-names", "--no-walk", "--missing=print", commit] }, cancellation);
        await FetchObjectsAsync(talk, [.. listed.Text.Split('\n').Where(line => line.StartsWith('?')).Select(line => line[1..])], cancellation);
    }

    private static async Task FetchObjectsAsync(RemoteGit talk, IReadOnlyCollection<string> objects, CancellationToken cancellation)
    {
        if (objects.Count > 0) await talk.DemandAsync([.. FetchArguments, "--recurse-submodules=no", "origin", "--stdin"], string.Join('\n', objects) + "\n", cancellation);
    }

    /// <summary>Of the default branch, which may be another one than the run's.</summary>
    private async Task<byte[]?> ConfigAsync(UserRepository mirror, RemoteGit talk, string commit, CancellationToken cancellation)
    {
        var entry = await git.DemandAsync(
            new GitInvocation { GitDirectory = mirror.GitDirectory, Arguments = ["rev-list", "--objects", "--no-object-names", "--no-walk", "--missing=print", commit, "--", Policy.RepositoryConfig.FilePath] },
            cancellation);
        await FetchObjectsAsync(talk, [.. entry.Text.Split('\n').Where(line => line.StartsWith('?')).Select(line => line[1..])], cancellation);
        return await mirror.ConfigAsync(commit, cancellation);
    }

    private async Task<T> AloneAsync<T>(RemoteAccess remote, Func<UserRepository, RemoteGit, Task<T>> work, CancellationToken cancellation)
    {
        var folder = FolderOf(remote.Url);
        var gate = _gates.GetOrAdd(folder, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        try
        {
            await CreateAsync(folder, cancellation);
            return await work(new UserRepository(git, folder), new RemoteGit(git, folder, remote, options.Value.HostEnvironment));
        }
        finally
        {
            gate.Release();
        }
    }

    private string FolderOf(string url) =>
        Path.Combine(options.Value.Home, "mirrors", Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..24] + ".git");

    private async Task CreateAsync(string folder, CancellationToken cancellation)
    {
        var ready = Path.Combine(folder, "coder-mirror");
        if (File.Exists(ready)) return;
        Directory.CreateDirectory(folder);
        await DemandAsync("init", "--quiet", "--bare", "--template=");
        // By these git knows that what is missing was left out, and is not lost.
        await DemandAsync("config", "core.repositoryFormatVersion", "1");
        await DemandAsync("config", "extensions.partialClone", "origin");
        await DemandAsync("config", "remote.origin.promisor", "true");
        await DemandAsync("config", "remote.origin.partialCloneFilter", "blob:none");
        await File.WriteAllBytesAsync(ready, [], cancellation);

        Task DemandAsync(params string[] arguments) => git.DemandAsync(new GitInvocation { GitDirectory = folder, Arguments = arguments }, cancellation);
    }

    [GeneratedRegex(@"^([0-9a-f]{40}|[0-9a-f]{64})\z")]
    private static partial Regex CommitName();
}
