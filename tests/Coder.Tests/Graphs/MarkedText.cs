namespace Coder.Tests.Graphs;

/// <summary>A text in which <c>‸</c> marks the place where a finding is expected.</summary>
internal sealed record MarkedText(string Text, int Line, int Column)
{
    public static MarkedText Of(string marked)
    {
        var at = marked.IndexOf('‸', StringComparison.Ordinal);
        if (at < 0)
        {
            return new(marked, 0, 0);
        }

        var before = marked[..at];
        return new(marked.Remove(at, 1), before.Count(letter => letter == '\n') + 1, at - before.LastIndexOf('\n'));
    }
}
