using Coder.Graphs.Definition;

namespace Coder.Graphs.Folders;

/// <summary>The one place of this library that touches the file system.</summary>
internal static class AgentFolderReader
{
    private static readonly EnumerationOptions Listing = new()
    {
        RecurseSubdirectories = true,
        IgnoreInaccessible = false,
        // Links are reported one by one below; following them could leave the folder.
        AttributesToSkip = FileAttributes.None,
        MaxRecursionDepth = 16,
    };

    public static AgentFolder Read(string path)
    {
        var folder = File.Exists(path) && Path.GetFileName(path) == AgentFolder.GraphFile ? Path.GetDirectoryName(Path.GetFullPath(path))! : path;
        var name = Path.GetFileName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        var location = Path.TrimEndingDirectorySeparator(folder);
        var findings = new List<GraphFinding>();
        var files = new List<AgentFile>();
        try
        {
            if (Directory.Exists(folder))
            {
                ReadFiles(folder, location, files, findings);
            }
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            findings.Add(Error("P1", location, $"The folder cannot be read: {problem.Message}", "Make it readable."));
        }

        if (findings.Count == 0)
        {
            CheckKind(files, folder, location, findings);
        }

        files.Sort((left, right) => string.CompareOrdinal(left.Path, right.Path));
        return new AgentFolder(name, files, Siblings(folder, name), findings) { Location = location };
    }

    private static void ReadFiles(string folder, string location, List<AgentFile> files, List<GraphFinding> findings)
    {
        long total = 0;
        foreach (var entry in new DirectoryInfo(folder).EnumerateFileSystemInfos("*", Listing))
        {
            var path = Path.GetRelativePath(folder, entry.FullName).Replace('\\', '/');
            if (entry.LinkTarget is not null)
            {
                findings.Add(Error("L8", $"{location}/{path}", "An agent's folder may not hold links.", "Replace the link by a copy."));
                return;
            }

            if (entry is not FileInfo file || path.StartsWith(".git/", StringComparison.Ordinal))
            {
                continue;
            }

            total += file.Length;
            if (file.Length > AgentFolder.FileBytesMax || total > AgentFolder.TotalBytesMax || files.Count == AgentFolder.FilesMax)
            {
                findings.Add(Error(
                    "L8",
                    $"{location}/{path}",
                    $"This file is beyond the {AgentFolder.FilesMax} files of {AgentFolder.FileBytesMax} bytes, {AgentFolder.TotalBytesMax} bytes in all, of an agent.",
                    "Remove what the agent does not need."));
                return;
            }

            files.Add(new AgentFile(path, File.ReadAllBytes(entry.FullName)));
        }
    }

    private static void CheckKind(List<AgentFile> files, string folder, string location, List<GraphFinding> findings)
    {
        var hasGraph = files.Any(file => file.Path == AgentFolder.GraphFile);
        var hasPlain = files.Any(file => file.Path == AgentFolder.PlainFile);
        if (hasGraph && hasPlain)
        {
            findings.Add(Error("L1", location, "The folder has both graph.yaml and config.yaml.", "Remove one of them."));
        }
        else if (!hasGraph && !hasPlain)
        {
            var what = Directory.Exists(folder) ? "has neither graph.yaml nor config.yaml" : "does not exist";
            findings.Add(Error("L2", location, $"The folder {what}.", "Name a folder that holds a graph.yaml."));
        }
        else if (!hasGraph)
        {
            findings.Add(Error(
                "N7", $"{location}/{AgentFolder.PlainFile}", "Not supported yet: plain agents (config.yaml).", "Write a graph.yaml with one llm node instead."));
        }
    }

    private static Dictionary<string, AgentKind> Siblings(string folder, string name)
    {
        var parent = Path.GetDirectoryName(Path.TrimEndingDirectorySeparator(Path.GetFullPath(folder)));
        if (parent is null || !Directory.Exists(parent))
        {
            return [];
        }

        try
        {
            return Directory.EnumerateDirectories(parent)
                .Select(path => (Name: Path.GetFileName(path), Kind: KindOf(path)))
                .Where(sibling => sibling.Name != name)
                .ToDictionary(sibling => sibling.Name, sibling => sibling.Kind, StringComparer.Ordinal);
        }
        catch (Exception problem) when (problem is IOException or UnauthorizedAccessException)
        {
            return [];
        }
    }

    private static AgentKind KindOf(string folder) =>
        (File.Exists(Path.Combine(folder, AgentFolder.GraphFile)), File.Exists(Path.Combine(folder, AgentFolder.PlainFile))) switch
        {
            (true, true) => AgentKind.Both,
            (true, false) => AgentKind.Graph,
            (false, true) => AgentKind.Plain,
            _ => AgentKind.None,
        };

    private static GraphFinding Error(string code, string file, string message, string fix) =>
        new(code, FindingSeverity.Error, null, file, 0, 0, message, fix);
}
