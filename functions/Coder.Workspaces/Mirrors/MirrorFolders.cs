using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;
using Coder.Workspaces.Git;

namespace Coder.Workspaces.Mirrors;

/// <summary>The folders of mirrors: made, used by one at a time, removed.</summary>
internal sealed class MirrorFolders(string home, GitCommand git, TimeProvider time)
{
    private const string Ready = "coder-mirror";
    private const string Removed = ".removed";

    // One host per home, so a lock of the process is enough.
    private readonly ConcurrentDictionary<string, SemaphoreSlim> _gates = new(StringComparer.Ordinal);

    private string Root => Path.Combine(home, "mirrors");

    internal string MirrorOf(string url) => FolderOf(url, ".git");

    /// <summary>What was looked at before there was a mirror: a few objects of a few commits.</summary>
    internal string GlanceOf(string url) => FolderOf(url, ".glance.git");

    /// <summary>Does work in a folder that is there, while nobody else does.</summary>
    internal async Task<T> AloneAsync<T>(string folder, Func<UserRepository, Task<T>> work, CancellationToken cancellation)
    {
        SemaphoreSlim gate = _gates.GetOrAdd(folder, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        try
        {
            await CreateAsync(folder, cancellation);
            File.SetLastWriteTimeUtc(Path.Combine(folder, Ready), time.GetUtcNow().UtcDateTime);
            return await work(new UserRepository(git, folder));
        }
        finally
        {
            gate.Release();
        }
    }

    internal async Task SweepAsync(IReadOnlySet<string> inUse, TimeSpan ageMax, long bytesMax, CancellationToken cancellation)
    {
        if (!Directory.Exists(Root))
        {
            return;
        }

        KeptMirror[] all = [.. Directory.EnumerateDirectories(Root, "*.git").Select(Look)];
        foreach (KeptMirror spare in KeptMirror.Spare(all, inUse, time.GetUtcNow(), ageMax, bytesMax))
        {
            await RemoveAsync(spare, cancellation);
        }

        // A host that died while it removed one left the rest.
        foreach (string rest in Directory.EnumerateDirectories(Root, $"*{Removed}"))
        {
            Directory.Delete(rest, recursive: true);
        }
    }

    private static KeptMirror Look(string folder)
    {
        string ready = Path.Combine(folder, Ready);
        DateTime used = File.Exists(ready) ? File.GetLastWriteTimeUtc(ready) : Directory.GetLastWriteTimeUtc(folder);
        return new KeptMirror(folder, used, new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length));
    }

    /// <summary>Out of the way at once, so that nobody finds half of it.</summary>
    private async Task RemoveAsync(KeptMirror mirror, CancellationToken cancellation)
    {
        SemaphoreSlim gate = _gates.GetOrAdd(mirror.Folder, _ => new SemaphoreSlim(1));
        await gate.WaitAsync(cancellation);
        try
        {
            if (Look(mirror.Folder).UsedAt == mirror.UsedAt)
            {
                Directory.Move(mirror.Folder, $"{mirror.Folder}-{time.GetUtcNow().UtcTicks}{Removed}");
            }
        }
        finally
        {
            gate.Release();
        }
    }

    private string FolderOf(string url, string ending) => Path.Combine(Root, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(url)))[..24] + ending);

    private async Task CreateAsync(string folder, CancellationToken cancellation)
    {
        string ready = Path.Combine(folder, Ready);
        if (File.Exists(ready))
        {
            return;
        }

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
}
