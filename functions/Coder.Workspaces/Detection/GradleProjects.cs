namespace Coder.Workspaces.Detection;

/// <summary>Gradle: a build with all its projects.</summary>
internal static class GradleProjects
{
    public const string Name = "gradle";

    public static readonly Ecosystem Ecosystem = new(Name, [IsSettings, IsBuild], DescribeAsync);

    /// <summary>
    /// The distribution that the wrapper fetched during restore, called past the wrapper: that would lock its folder, which is read-only by then.
    /// Gradle's home is the command's own; what was fetched comes from <c>GRADLE_RO_DEP_CACHE</c>.
    /// </summary>
    private const string Fetched = "\"$(ls -d /cache/gradle/wrapper/dists/*/*/*/bin/gradle 2>/dev/null | head -n 1 | grep . || echo gradle)\"";

    private const string Flags = "--no-daemon --console=plain";

    /// <summary>Fetches the files of every configuration, and runs nothing. Locks of the cache would keep others from reading it.</summary>
    private const string FetchAll = """
        cat > /tmp/fetch.gradle <<'END'
        allprojects { task fetchAll { doLast { (buildscript.configurations + configurations).findAll { it.canBeResolved }.each { set -> try { set.files } catch (Exception e) { logger.warn(e.toString()) } } } } }
        END
        """;

    private const string Unlock = "rm -f /cache/gradle/caches/modules-2/*.lock /cache/gradle/caches/modules-2/gc.properties";

    private static Task<ProjectRoot?> DescribeAsync(ProjectFolder folder, CancellationToken cancellation)
    {
        var wrapper = folder.Has("gradlew");
        var many = folder.Names.Any(IsSettings);
        return Task.FromResult<ProjectRoot?>(new ProjectRoot
        {
            Ecosystem = Name,
            Directory = folder.Directory,
            Restore = new RestoreCommand(Name, $"{FetchAll}\n{(wrapper ? "sh gradlew" : "gradle")} {Flags} -I /tmp/fetch.gradle fetchAll && {Unlock}"),
            Build = Command(wrapper, "testClasses"),
            // Tests that are up to date would not run again, and leave no report.
            Test = Command(wrapper, "cleanTest test --continue --no-build-cache"),
            Holds = inner => many && !folder.Paths.Any(path => IsSettings(Path.GetFileName(path)) && Path.GetDirectoryName(path) == inner),
        });
    }

    private static ProjectCommand Command(bool wrapper, string tasks) => new($"{(wrapper ? "./gradlew" : "gradle")} --offline {tasks}")
    {
        RunLine = $"{(wrapper ? Fetched : "gradle")} --offline {Flags} {tasks}",
    };

    private static bool IsSettings(string name) => name is "settings.gradle" or "settings.gradle.kts";

    private static bool IsBuild(string name) => name is "build.gradle" or "build.gradle.kts";
}
