using Coder.Contracts;
using Coder.Forge;
using Coder.Functions.Api;
using Coder.Functions.Policies;
using Coder.Runs.Records;
using Coder.Workspaces.Mirrors;
using Coder.Workspaces.Policy;
using Coder.Workspaces.Sessions;

namespace Coder.Functions.Runs;

/// <summary>The repositories of runs, here and elsewhere. Credentials go from the forge to the host's git, and nowhere else.</summary>
public sealed class RunRepositories(IRepositoryInspection local, IRepositoryMirrors mirrors, Forges forges, RunStarts starts)
{
    /// <summary>Looks at a repository, here or elsewhere; the files of one elsewhere come with <see cref="EnsureAsync"/>.</summary>
    /// <param name="origin">What asked for the run, where something at a forge did.</param>
    /// <exception cref="ApiException">The reference names no repository that this host can work on.</exception>
    /// <exception cref="WorkspaceException">It cannot be used.</exception>
    public async Task<(RepositoryState State, RunRemote? Remote, RunStart? Start)> OpenAsync(RepositoryReference reference, RunOrigin? origin, CancellationToken cancellation)
    {
        if (RemoteOf(reference) is not { } name)
        {
            return (await local.InspectAsync(reference.Path!, reference.Ref, cancellation), null, null);
        }

        if (origin is null or { Task: RunTask.Change })
        {
            // Somebody waits for the answer: what takes long is done by the run.
            MirrorState seen = await mirrors.LookAsync(await AccessAsync(name, write: false, cancellation), reference.Ref, cancellation);
            return (seen.Repository, new RunRemote(name.Value, seen.Branch), null);
        }

        MirrorState mirror = await FetchAsync(reference.Ref);
        (string @base, RunStart? start) = await starts.FindAsync(mirror.Repository, origin, async wanted => (await FetchAsync(wanted)).Repository.BaseCommit, cancellation);
        return (mirror.Repository with { BaseCommit = @base }, new RunRemote(name.Value, mirror.Branch), start);

        async Task<MirrorState> FetchAsync(string? wanted) => await mirrors.FetchAsync(await AccessAsync(name, write: false, cancellation), wanted, cancellation);
    }

    /// <summary>Checks what can be known without looking.</summary>
    /// <exception cref="ApiException">The reference names no repository that this host can work on.</exception>
    public void Check(RepositoryReference reference) => RemoteOf(reference);

    /// <summary>Brings the files that a run starts from, unless they are here. The first time of a big repository it takes minutes.</summary>
    public async Task EnsureAsync(RunRecord run, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Remote is { } remote && !await mirrors.HasAsync(run.RepositoryPath, run.BaseCommit, cancellation))
        {
            await mirrors.FetchAsync(await AccessAsync(new RepositoryName(remote.Repository), write: false, cancellation), run.BaseCommit, cancellation);
        }
    }

    /// <summary>Puts a commit on a branch where the run's repository comes from; nothing to do for a local one.</summary>
    public async Task PushAsync(RunRecord run, string commit, string branch, CancellationToken cancellation)
    {
        ArgumentNullException.ThrowIfNull(run);
        if (run.Remote is not { } remote)
        {
            return;
        }

        RemoteAccess access = await AccessAsync(new RepositoryName(remote.Repository), write: true, cancellation);
        await (run.Start?.Replaces is { } replaced ? mirrors.ReplaceAsync(access, commit, branch, replaced, cancellation) : mirrors.PushAsync(access, commit, branch, cancellation));
    }

    /// <summary>Who results are by: our account at the forge; null for a local repository.</summary>
    internal async Task<CommitAuthor?> AuthorAsync(RunRecord run, CancellationToken cancellation)
    {
        if (run.Remote is not { } remote)
        {
            return null;
        }

        (string name, string address) = await Remote.GetAuthorAsync(new RepositoryName(remote.Repository), cancellation);
        return new CommitAuthor(name, address);
    }

    /// <summary>The settings of a repository elsewhere: those of its default branch.</summary>
    /// <exception cref="InvalidConfigException">They cannot be followed.</exception>
    internal async Task<RepositoryConfig> SettingsAsync(RepositoryName name, CancellationToken cancellation) =>
        RunPolicies.Read((await mirrors.LookAsync(await AccessAsync(name, write: false, cancellation), null, cancellation)).Repository);

    /// <summary>The forge that has a run's repository, and its name there.</summary>
    public (IForge Forge, RepositoryName Name) ForgeOf(RunRecord run)
    {
        ArgumentNullException.ThrowIfNull(run);
        return run.Remote is { } remote ? (Remote, new RepositoryName(remote.Repository)) : (forges.Local, new RepositoryName(run.RepositoryPath));
    }

    /// <summary>The forge that repositories elsewhere are at.</summary>
    /// <exception cref="WorkspaceException"><c>github_not_configured</c></exception>
    internal IRemoteForge Remote => forges.Remote
        ?? throw new WorkspaceException("github_not_configured", "This host is no GitHub App. Set CODER_GITHUB_APP_ID and CODER_GITHUB_PRIVATE_KEY_FILE (docs/github.md), then start it again.");

    /// <summary>Null for a local repository.</summary>
    private RepositoryName? RemoteOf(RepositoryReference reference)
    {
        switch (reference)
        {
            case { Path: { Length: > 0 } path, Url: null, Github: null, Project: null } when Path.IsPathFullyQualified(path):
                return null;
            case { Path: null, Url: not null, Github: null, Project: null } or { Path: null, Url: null, Github: not null, Project: null }:
                _ = Remote;
                return (reference.Github is { } name ? Forges.Named(name) : forges.At(reference.Url!))
                    ?? throw ApiException.Invalid("/repository", "Give `repository.github` as `owner/name`, or `repository.url` as its address on the GitHub that this host is an App of, without credentials.");
            default:
                throw ApiException.Invalid("/repository", "Give one of `repository.path` (the absolute path of a local git repository), `repository.github` (`owner/name`) and `repository.url`.");
        }
    }

    private async Task<RemoteAccess> AccessAsync(RepositoryName name, bool write, CancellationToken cancellation)
    {
        GitRemote remote = await Remote.GetRemoteAsync(name, write, cancellation);
        return new RemoteAccess(remote.Url, remote.Authorization);
    }
}
