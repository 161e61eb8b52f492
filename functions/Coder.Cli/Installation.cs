namespace Coder.Cli;

/// <summary>Where this command line runs from: a clone that was built, or an installed .NET tool.</summary>
/// <param name="BaseFolder">The folder of <c>coder.dll</c>; <c>host/</c>, <c>samples/</c> lie in it.</param>
/// <param name="CloneFolder">Root of the clone it was built in; null for an installed tool.</param>
/// <param name="OnPath">True when <c>coder</c> on the PATH is this product.</param>
/// <param name="Dotnet">The <c>dotnet</c> that starts hosts.</param>
internal sealed record Installation(string BaseFolder, string? CloneFolder, bool OnPath, string Dotnet)
{
    public const string PackageId = "CoderFunctions.Cli";

    /// <summary>The host's start command, without its options.</summary>
    public IReadOnlyList<string> HostCommand { get; init; } = [Dotnet, Path.Combine(BaseFolder, "host", "Coder.Functions.dll")];

    public string SamplesFolder => Path.Combine(BaseFolder, "samples");

    public static Installation Of(string baseFolder, Func<string, string?> variable)
    {
        string folder = Path.TrimEndingDirectorySeparator(Path.GetFullPath(baseFolder));
        return new(folder, FindClone(folder), IsOnPath(variable("PATH")), FindDotnet(variable));
    }

    /// <summary>A command line of this product that can be pasted as it is, from <paramref name="workingFolder"/>.</summary>
    public string Paste(string workingFolder, params IEnumerable<string> arguments)
    {
        string tail = string.Join(' ', arguments.Select(ShellWord.Quote));
        if (OnPath)
        {
            return $"coder {tail}";
        }

        return CloneFolder is null
            ? $"{ShellWord.Quote(Dotnet)} {ShellWord.Quote(Path.Combine(BaseFolder, "coder.dll"))} {tail}"
            : $"dotnet run --project {ShellWord.Quote(ProjectSeenFrom(workingFolder, CloneFolder))} -- {tail}";
    }

    private static string ProjectSeenFrom(string workingFolder, string clone)
    {
        string project = Path.Combine(clone, "functions", "Coder.Cli");
        string relative = Path.GetRelativePath(workingFolder, project);
        return relative.StartsWith("..", StringComparison.Ordinal) ? project : relative;
    }

    private static string? FindClone(string folder)
    {
        for (DirectoryInfo? at = new(folder); at is not null; at = at.Parent)
        {
            if (File.Exists(Path.Combine(at.FullName, "CoderFunctions.sln")))
            {
                return at.FullName;
            }
        }

        return null;
    }

    // Other products have a command of this name too: the tool store beside it says whose it is.
    private static bool IsOnPath(string? path) =>
        Folders(path).FirstOrDefault(folder => File.Exists(Path.Combine(folder, "coder"))) is { } found
        && Directory.Exists(Path.Combine(found, ".store", PackageId.ToLowerInvariant()));

    private static string FindDotnet(Func<string, string?> variable)
    {
        string?[] known = [variable("DOTNET_HOST_PATH"), variable("DOTNET_ROOT") is { Length: > 0 } root ? Path.Combine(root, "dotnet") : null];
        return known.FirstOrDefault(File.Exists)
            ?? Folders(variable("PATH")).Select(folder => Path.Combine(folder, "dotnet")).FirstOrDefault(File.Exists)
            ?? "dotnet";
    }

    private static string[] Folders(string? path) => (path ?? "").Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
}
