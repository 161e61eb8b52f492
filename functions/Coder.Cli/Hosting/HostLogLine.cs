namespace Coder.Cli.Hosting;

/// <summary>Lines of a host's log.</summary>
internal static class HostLogLine
{
    /// <summary>The part a user waits for (installing and starting things), without the log's own marks; null for anything else.</summary>
    public static string? Progress(string line)
    {
        string text = line.Trim();
        return text.StartsWith("setup: ", StringComparison.Ordinal) ? text["setup: ".Length..] : null;
    }
}
