using System.Text;
using Coder.Workspaces.Files;
using Coder.Workspaces.Gates;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Reports;

/// <summary>Reads what a test command left in its report folder. The files are hostile: no link is followed, sizes are bounded.</summary>
internal static class ReportFolder
{
    private const int FilesMax = 10_000;
    private const long FileBytesMax = 64 << 20;
    private const int ConsoleBytesMax = 4 << 20;

    /// <summary>All reports in the folder added up; null when there is none.</summary>
    public static TestSummary? Read(string hostFolder)
    {
        using var folder = WorkspaceFolder.Open(hostFolder);
        var files = folder.List("", FilesMax);
        var summaries = files.Entries
            .Where(entry => !entry.IsDirectory && entry.Bytes is > 0 and <= FileBytesMax)
            .Select(entry => Parse(folder, entry.Path))
            .OfType<TestSummary>()
            .ToList();
        // What was not read may have failed.
        if (files.Truncated) summaries.Add(TestSummaries.Of("reports", 0, 0, [TestSummaries.Failure("reports", $"More than {FilesMax} reports were left.")]));
        return TestSummaries.Add(summaries);
    }

    /// <summary>The console's summary, from the end of a log.</summary>
    public static TestSummary? ReadConsole(string logFile)
    {
        if (!File.Exists(logFile)) return null;
        using var stream = File.OpenRead(logFile);
        stream.Position = Math.Max(0, stream.Length - ConsoleBytesMax);
        using var reader = new StreamReader(stream, Encoding.UTF8);
        var text = reader.ReadToEnd();
        return ConsoleReport.Parse(text) ?? TapReport.ParseConsole(text);
    }

    private static TestSummary? Parse(WorkspaceFolder folder, string path)
    {
        try
        {
            using var stream = folder.OpenRead(path);
            if (Path.GetExtension(path) is ".trx" or ".xml") return XmlReports.Parse(stream);
            if (Path.GetExtension(path) is not (".tap" or ".json")) return null;
            using var reader = new StreamReader(stream, Encoding.UTF8);
            var text = reader.ReadToEnd();
            return Path.GetExtension(path) == ".tap" ? TapReport.Parse(text) : GoReport.Parse(text);
        }
        catch (WorkspacePathException)
        {
            return null;
        }
    }
}
