namespace Coder.Workspaces.Mirrors;

/// <summary>A mirror on disk, as the sweep sees it.</summary>
internal sealed record KeptMirror(string Folder, DateTimeOffset UsedAt, long Bytes)
{
    /// <summary>One that was used since may be borrowed from by a run that is just being stored, or that has just ended.</summary>
    internal static readonly TimeSpan AgeMin = TimeSpan.FromHours(1);

    /// <summary>Those to remove. Pure.</summary>
    /// <param name="inUse">Folders that stay.</param>
    internal static IReadOnlyList<KeptMirror> Spare(IReadOnlyCollection<KeptMirror> all, IReadOnlySet<string> inUse, DateTimeOffset now, TimeSpan ageMax, long bytesMax)
    {
        List<KeptMirror> spare = [];
        long bytes = all.Sum(mirror => mirror.Bytes);
        foreach (KeptMirror mirror in all.Where(mirror => !inUse.Contains(mirror.Folder) && now - mirror.UsedAt >= AgeMin).OrderBy(mirror => mirror.UsedAt))
        {
            if (now - mirror.UsedAt >= ageMax || bytes > bytesMax)
            {
                spare.Add(mirror);
                bytes -= mirror.Bytes;
            }
        }

        return spare;
    }
}
