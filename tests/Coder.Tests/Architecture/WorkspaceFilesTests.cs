using System.Text.RegularExpressions;

namespace Coder.Tests.Architecture;

/// <summary>
/// Commands have written to a workspace: host code opens what lies in one only through <c>Coder.Workspaces/Files</c>, which follows no link.
/// .NET's own calls may be given nothing but the arguments listed here: paths that no command can write to.
/// </summary>
public sealed partial class WorkspaceFilesTests
{
    private const string Project = "functions/Coder.Workspaces/";

    private static readonly Dictionary<string, string[]> HostPaths = new(StringComparer.Ordinal)
    {
        ["Dependencies/DependencyFolders.cs"] = ["packages", "layout.CacheFiles"],
        ["Dependencies/DependencyRestore.cs"] = ["layout.RestoredFile", "layout.CacheFolder", "temporary"],
        ["Dependencies/RegistryHosts.cs"] = ["path"],
        ["Dependencies/RegistrySettings.cs"] = ["MachineNuGet", "file.HostPath", "path"],
        ["Egress/EgressProxy.cs"] = ["\"coder-egress-\"", "SocketPath"],
        ["Gates/GateExecution.cs"] = ["request.LogFolder", "reports"],
        ["Git/TextPatch.cs"] = ["attributesFile"],
        ["Git/UserRepository.cs"] = ["shallow", "file", "folder"],
        ["Git/WorkspaceRepository.cs"] =
        [
            "ExcludeFile", "gitDirectory", "Path.Combine(gitDirectory, \"info\")", "Path.Combine(gitDirectory, \"objects/info/alternates\")",
            "Path.Combine(gitDirectory, \"shallow\")", "indexFile", "indexFile + \".lock\"", "kept", "kept + \".new\"",
        ],
        // Below the host's home, where no sandbox looks.
        ["Mirrors/MirrorFolders.cs"] = ["Path.Combine(folder, Ready)", "Root", "rest", "ready", "mirror.Folder", "folder"],
        ["Mirrors/RepositoryMirrors.cs"] = ["mirror", "root"],
        ["Reports/ReportFolder.cs"] = ["logFile"],
        ["Sessions/CommandRunner.cs"] = ["command.ReportFolder"],
        ["Sessions/CommandSink.cs"] = ["Path.GetDirectoryName(command.LogFile)!", "command.LogFile"],
        ["Sessions/LocalWorkspaces.cs"] = ["spec.RepositoryPath", "layout.ReadyFile", "layout.Folder", "layout.Files"],
        ["Sessions/RepositoryInspection.cs"] = ["path", "Path.Combine(root, \".git\")"],
        ["Sessions/WorkspaceLayout.cs"] = ["Path.Combine(home, \"workspaces\")", "Path.Combine(home, \"caches\")"],
    };

    [Fact]
    public void Workspaces_CallsOnFiles_NameHostPathsOnly()
    {
        IReadOnlyList<string> files = [.. SourceTree.Files(Project, "*.cs").Where(file => !file.StartsWith(Project + "Files/", StringComparison.Ordinal) && !file.StartsWith(Project + "Sandbox/", StringComparison.Ordinal))];

        Assert.NotEmpty(files);
        Assert.Empty(files.SelectMany(file => Findings(file[Project.Length..], SourceTree.Read(file))));
    }

    [Theory]
    [InlineData("return File.ReadAllText(Path.Combine(session.Folder, name));")]
    [InlineData("foreach (var entry in Directory.EnumerateFiles(workspace)) Take(entry);")]
    [InlineData("using var stream = new FileStream(Path.Combine(layout.Files, name), FileMode.Open);")]
    [InlineData("if (Path.Exists(Path.Combine(files, name, \".git\"))) throw Nested(name);")]
    public void Findings_CallOnAWorkspacesPath_IsOne(string line) => Assert.Single(Findings("Sessions/LocalWorkspaces.cs", line));

    [Fact]
    public void WorkspaceFolder_NobodyOutsideItsProject_KnowsWhereFilesLie() => Assert.DoesNotContain(
        SourceTree.Files("functions", "*.cs"),
        file => !file.StartsWith(Project, StringComparison.Ordinal) && SourceTree.Read(file).Contains("\"workspaces\"", StringComparison.Ordinal));

    private static IEnumerable<string> Findings(string file, string text) =>
        from match in Call().Matches(text)
        let argument = FirstArgument(text[(match.Index + match.Length)..])
        where !HostPaths.GetValueOrDefault(file, []).Contains(argument)
        select $"{file}: {match.Value}{argument}";

    private static string FirstArgument(string rest)
    {
        var depth = 0;
        for (var at = 0; at < rest.Length; at++)
        {
            if (rest[at] == '(') depth++;
            if (depth == 0 && rest[at] is ',' or ')') return rest[..at];
            if (rest[at] == ')') depth--;
        }

        return rest;
    }

    [GeneratedRegex(@"\b(File|Directory)\.[A-Z]\w*\(|\bnew (FileInfo|DirectoryInfo|FileStream)\(|\bPath\.Exists\(|\bnew FileSystemEnumerable\b")]
    private static partial Regex Call();
}
