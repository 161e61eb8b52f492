using System.Text.RegularExpressions;
using Coder.Workspaces.Git;
using Coder.Workspaces.Sessions;
using Microsoft.Extensions.Options;

namespace Coder.Workspaces.Mirrors;

/// <summary>Mirrors in the home's folder <c>mirrors</c>. Partial clones: of history only commits and trees are there, and the files of the commits that runs start from.</summary>
internal sealed partial class RepositoryMirrors(IOptions<WorkspaceOptions> options, GitCommand git, TimeProvider time) : IRepositoryMirrors
{
    private const string Fetched = "refs/remotes/origin/";
    private const string Complete = "refs/coder/complete/";

    private static readonly string[] FetchArguments = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--filter=blob:none"];

    /// <summary>One commit, and of its tree only what is named.</summary>
    private static readonly string[] GlanceArguments = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--depth=1", "--filter=tree:0"];

    /// <summary>What is named, and nothing that it names. Told which commits are here, the other side would take their trees for here too.</summary>
    private static readonly string[] ObjectArguments = ["-c", "fetch.negotiationAlgorithm=noop", "fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--filter=tree:0"];

    private readonly MirrorFolders _folders = new(options.Value.Home, git, time);

    public async Task<MirrorState> LookAsync(RemoteAccess remote, string? reference, CancellationToken cancellation)
    {
        var mirror = _folders.MirrorOf(remote.Url);
        // Where a fetch has ended well, the next one brings what is new.
        return Directory.Exists(mirror) && await IsFetchedAsync(mirror, cancellation)
            ? await FetchAsync(remote, reference, cancellation)
            : await _folders.AloneAsync(_folders.GlanceOf(remote.Url), glance => StateAsync(glance, remote, reference, GlanceArguments, (_, _) => Task.CompletedTask, GlanceConfigAsync, cancellation), cancellation);
    }

    public Task<MirrorState> FetchAsync(RemoteAccess remote, string? reference, CancellationToken cancellation) => _folders.AloneAsync(
        _folders.MirrorOf(remote.Url),
        mirror => StateAsync(mirror, remote, reference, FetchArguments, (talk, commit) => CompleteAsync(mirror, talk, commit, cancellation), ConfigAsync, cancellation),
        cancellation);

    public async Task<bool> HasAsync(string root, string commit, CancellationToken cancellation) =>
        Directory.Exists(root) && await new UserRepository(git, root).FindCommitAsync(Complete + commit, cancellation) is not null;

    public Task SweepAsync(IReadOnlySet<string> inUse, CancellationToken cancellation) =>
        _folders.SweepAsync(inUse, options.Value.MirrorAgeMax, options.Value.MirrorBytesMax, cancellation);

    public Task PushAsync(RemoteAccess remote, string commit, string branch, CancellationToken cancellation) => PushAsync(remote, commit, branch, [], cancellation);

    public Task ReplaceAsync(RemoteAccess remote, string commit, string branch, string replaced, CancellationToken cancellation) =>
        PushAsync(remote, commit, branch, [$"--force-with-lease=refs/heads/{branch}:{replaced}"], cancellation);

    private Task<bool> PushAsync(RemoteAccess remote, string commit, string branch, string[] lease, CancellationToken cancellation) => _folders.AloneAsync(
        _folders.MirrorOf(remote.Url),
        async mirror =>
        {
            var talk = Talk(mirror, remote);
            var output = await talk.RunAsync(["push", "--porcelain", "--no-verify", .. lease, "origin", $"{commit}:refs/heads/{branch}"], "", cancellation);
            return output.ExitCode == 0 || await IsAtAsync(talk, branch, commit, cancellation) ? true
                : output.Text.Split('\n').Any(line => line.StartsWith('!') && line.Contains("[rejected]", StringComparison.Ordinal))
                    ? throw new WorkspaceException("branch_moved", $"The branch '{branch}' of '{remote.Url}' has commits that the result does not continue. Nothing was overwritten; start the run again.")
                    : throw talk.Failed($"{output.Text} {output.Error}".Trim());
        },
        cancellation);

    /// <summary>A push may have come through though its answer did not.</summary>
    private static async Task<bool> IsAtAsync(RemoteGit talk, string branch, string commit, CancellationToken cancellation)
    {
        var output = await talk.RunAsync(["ls-remote", "origin", $"refs/heads/{branch}"], "", cancellation);
        return output.ExitCode == 0 && output.Text.StartsWith($"{commit}\t", StringComparison.Ordinal);
    }

    private async Task<MirrorState> StateAsync(
        UserRepository mirror,
        RemoteAccess remote,
        string? reference,
        string[] fetch,
        Func<RemoteGit, string, Task> complete,
        Func<UserRepository, RemoteGit, string, CancellationToken, Task<byte[]?>> config,
        CancellationToken cancellation)
    {
        var talk = Talk(mirror, remote);
        var refs = await RefsAsync(talk, reference, cancellation);
        var branch = refs.DefaultBranch ?? throw new WorkspaceException("no_commit", $"'{remote.Url}' has no commit yet. Push one.");
        var wanted = await FetchAsync(mirror, talk, refs, reference ?? branch, remote, fetch, cancellation);
        var standard = reference is null ? wanted : await FetchAsync(mirror, talk, refs, branch, remote, fetch, cancellation);
        await complete(talk, wanted);
        var settings = await config(mirror, talk, standard, cancellation);
        var isBranch = reference is not null && refs.Find(reference) is { } name && RemoteRefs.IsBranch(name);
        return new MirrorState(new RepositoryState(_folders.MirrorOf(remote.Url), wanted, "", [], settings), isBranch ? reference! : branch);
    }

    private RemoteGit Talk(UserRepository mirror, RemoteAccess remote) => new(git, mirror.GitDirectory, remote, options.Value.HostEnvironment);

    private async Task<bool> IsFetchedAsync(string mirror, CancellationToken cancellation) =>
        (await git.RunAsync(new GitInvocation { GitDirectory = mirror, Arguments = ["for-each-ref", "--count=1", "--format=%(refname)", Complete] }, cancellation)) is { ExitCode: 0, Text.Length: > 0 };

    private static async Task<RemoteRefs> RefsAsync(RemoteGit talk, string? reference, CancellationToken cancellation)
    {
        string[] names = reference is null ? [] : [$"refs/heads/{reference}", $"refs/tags/{reference}", reference];
        return RemoteRefs.Parse((await talk.DemandAsync(["ls-remote", "--symref", "origin", "HEAD", .. names], "", cancellation)).Text);
    }

    /// <summary>Fetches what a name stands for, without files. Returns the commit.</summary>
    private static async Task<string> FetchAsync(
        UserRepository mirror, RemoteGit talk, RemoteRefs refs, string reference, RemoteAccess remote, string[] fetch, CancellationToken cancellation)
    {
        var name = refs.Find(reference) ?? (refs.DefaultBranch == reference ? "HEAD" : CommitName().IsMatch(reference) ? reference : null)
            ?? throw new WorkspaceException("unknown_ref", $"'{reference}' names no branch, tag or full commit hash of '{remote.Url}'. See what there is: git ls-remote '{remote.Url}'");
        var kept = Fetched + (name == "HEAD" ? $"heads/{reference}" : name.StartsWith("refs/", StringComparison.Ordinal) ? name["refs/".Length..] : $"commits/{name}");
        if (refs.Commits.TryGetValue(name, out var known) && await mirror.FindCommitAsync(kept, cancellation) == known) return known;
        await talk.DemandAsync([.. fetch, "origin", $"+{name}:{kept}"], "", cancellation);
        return await mirror.FindCommitAsync(kept, cancellation) ?? throw new WorkspaceException("unknown_ref", $"'{reference}' of '{remote.Url}' is no commit.");
    }

    /// <summary>Brings the files that a commit has and the mirror has not, and notes that they are here.</summary>
    private async Task CompleteAsync(UserRepository mirror, RemoteGit talk, string commit, CancellationToken cancellation)
    {
        await FetchObjectsAsync(talk, await MissingAsync(mirror, [commit], cancellation), FetchArguments, cancellation);
        await git.DemandAsync(new GitInvocation { GitDirectory = mirror.GitDirectory, Arguments = ["update-ref", Complete + commit, commit] }, cancellation);
    }

    /// <summary>Of the default branch, which may be another one than the run's.</summary>
    private async Task<byte[]?> ConfigAsync(UserRepository mirror, RemoteGit talk, string commit, CancellationToken cancellation)
    {
        await FetchObjectsAsync(talk, await MissingAsync(mirror, [commit, "--", Policy.RepositoryConfig.FilePath], cancellation), FetchArguments, cancellation);
        return await mirror.ConfigAsync(commit, cancellation);
    }

    /// <summary>Brings the settings of a commit of which no folder is here: folder by folder, as a name is found in the one before.</summary>
    private async Task<byte[]?> GlanceConfigAsync(UserRepository glance, RemoteGit talk, string commit, CancellationToken cancellation)
    {
        var id = (await ReadAsync("cat-file", "commit", commit)).Split('\n')[0].Split(' ')[1];
        foreach (var name in Policy.RepositoryConfig.FilePath.Split('/'))
        {
            await FetchObjectsAsync(talk, [id], ObjectArguments, cancellation);
            if ((await ReadAsync("ls-tree", id, "--", name)).Split('\t')[0].Split(' ') is not [_, _, var found]) return null;
            id = found;
        }

        await FetchObjectsAsync(talk, [id], ObjectArguments, cancellation);
        return await glance.ConfigAsync(commit, cancellation);

        async Task<string> ReadAsync(params string[] arguments) => (await git.DemandAsync(new GitInvocation { GitDirectory = glance.GitDirectory, Arguments = arguments }, cancellation)).Text;
    }

    private async Task<IReadOnlyCollection<string>> MissingAsync(UserRepository mirror, string[] what, CancellationToken cancellation)
    {
        var listed = await git.DemandAsync(
            new GitInvocation { GitDirectory = mirror.GitDirectory, Arguments = ["rev-list", "--objects", "--no-object-names", "--no-walk", "--missing=print", .. what] }, cancellation);
        return [.. listed.Text.Split('\n').Where(line => line.StartsWith('?')).Select(line => line[1..])];
    }

    private static async Task FetchObjectsAsync(RemoteGit talk, IReadOnlyCollection<string> objects, string[] fetch, CancellationToken cancellation)
    {
        if (objects.Count > 0) await talk.DemandAsync([.. fetch, "--recurse-submodules=no", "origin", "--stdin"], string.Join('\n', objects) + "\n", cancellation);
    }

    [GeneratedRegex(@"^([0-9a-f]{40}|[0-9a-f]{64})\z")]
    private static partial Regex CommitName();
}
