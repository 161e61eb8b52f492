namespace Coder.Cli.Hosting;

/// <summary>Lines of a host's log.</summary>
internal static class HostLogLine
{
    private static readonly string[] LevelMarks = ["trce: ", "dbug: ", "info: ", "warn: ", "fail: ", "crit: "];

    /// <summary>
    /// True for a line that the host wrote for its user: what it installs, why it cannot start. The others carry a log level's mark, or are indented (the rest of a log entry).
    /// </summary>
    public static bool IsForUser(string line) => line.Length > 0 && !char.IsWhiteSpace(line[0]) && !LevelMarks.Any(mark => line.StartsWith(mark, StringComparison.Ordinal));
}
