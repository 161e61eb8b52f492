using Embedded.TestApp;

namespace Embedded.Tests.FunctionsWorker;

/// <summary>What the test app's background functions have written into a home.</summary>
internal static class AppJournal
{
    internal static IReadOnlyList<string> Lines(string home)
    {
        string path = Path.Combine(home, Journal.FileName);
        return File.Exists(path) ? [.. File.ReadAllText(path).Split('\n', StringSplitOptions.RemoveEmptyEntries)] : [];
    }
}
