namespace Coder.Benchmarks.Intake;

/// <summary>What benchmarks install once: <c>$XDG_CACHE_HOME/coder-benchmarks</c>.</summary>
internal static class BenchmarkCache
{
    internal static string Folder(string name)
    {
        string cache = Environment.GetEnvironmentVariable("XDG_CACHE_HOME") is { Length: > 0 } given
            ? given
            : Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".cache");
        return Directory.CreateDirectory(Path.Combine(cache, "coder-benchmarks", name)).FullName;
    }
}
