namespace Coder.Agents.Tools.Patching;

/// <summary>
/// A file's text while hunks are applied. A hunk's old lines must be found at exactly one place: first compared as they are, and if that finds
/// nothing, without the white space at the ends of lines. Of several places the one at the hunk's own line number is taken; without one the hunk is
/// refused. Kept as they are: line ends, context lines, a byte order mark, the last line's end.
/// </summary>
internal sealed class PatchedText
{
    private const char ByteOrderMark = '\uFEFF';
    private const int PlacesShownMax = 10;

    private readonly string _path;
    private readonly bool _hasMark;
    private readonly string _lineEnd;
    private readonly List<string> _lines;
    private readonly List<string> _ends;
    private bool _endsWithLineEnd;
    private int _shift;

    private PatchedText(string path, string text)
    {
        _path = path;
        _hasMark = text.StartsWith(ByteOrderMark);
        (_lines, _ends) = Split(_hasMark ? text[1..] : text);
        _lineEnd = _ends.FirstOrDefault(end => end.Length > 0) ?? "\n";
        _endsWithLineEnd = _ends.Count == 0 || _ends[^1].Length > 0;
    }

    /// <exception cref="ToolFailureException">A hunk fits nowhere or at several places; the message names the lines.</exception>
    public static string Apply(string path, string text, IReadOnlyList<Hunk> hunks)
    {
        var patched = new PatchedText(path, text);
        foreach (Hunk hunk in hunks)
            patched.Apply(hunk);
        return patched.ToString();
    }

    public override string ToString()
    {
        if (_lines.Count == 0)
            return "";
        IEnumerable<string> whole = _lines.Select((line, index) =>
            line + (index < _lines.Count - 1 ? _ends[index].Length > 0 ? _ends[index] : _lineEnd : _endsWithLineEnd ? _lineEnd : ""));
        return (_hasMark ? ByteOrderMark.ToString() : "") + string.Concat(whole);
    }

    private void Apply(Hunk hunk)
    {
        string[] old = [.. hunk.Lines.Where(line => line.IsOld).Select(line => line.Text)];
        int at = old.Length == 0 ? InsertionPlace(hunk) : Find(hunk, old);
        int next = at;
        foreach (HunkLine line in hunk.Lines)
        {
            switch (line.Kind)
            {
                case ' ':
                    next++;
                    break;
                case '-':
                    _lines.RemoveAt(next);
                    _ends.RemoveAt(next);
                    break;
                default:
                    _lines.Insert(next, line.Text);
                    _ends.Insert(next, _lineEnd);
                    next++;
                    break;
            }
        }

        _shift += hunk.Lines.Sum(line => line.Kind switch { '+' => 1, '-' => -1, _ => 0 });
        _endsWithLineEnd = hunk.EndsWithLineEnd ?? _endsWithLineEnd;
    }

    private int InsertionPlace(Hunk hunk)
    {
        if (_lines.Count == 0)
            return 0;
        int after = (hunk.OldStart ?? -1) + _shift;
        return hunk.OldStart is not null && after >= 0 && after <= _lines.Count
            ? after
            : throw new ToolFailureException($"{_path}, {hunk.Name}: it has no lines to find, and the file is not empty. Add the lines around the place.");
    }

    private int Find(Hunk hunk, string[] old)
    {
        List<int> places = Places(old, line => line);
        if (places.Count == 0)
            places = Places(old, line => line.TrimEnd());
        if (places.Count == 1)
            return places[0];

        // A hunk after others is numbered by the lines of the old file.
        int expected = (hunk.OldStart ?? 0) - 1 + _shift;
        if (hunk.OldStart is not null && places.Contains(expected))
            return expected;

        throw new ToolFailureException(places.Count == 0 ? NotFound(hunk, old) : Ambiguous(hunk, places));
    }

    private List<int> Places(string[] old, Func<string, string> normal)
    {
        string[] wanted = [.. old.Select(normal)];
        var places = new List<int>();
        for (int at = 0; at + wanted.Length <= _lines.Count; at++)
        {
            int same = 0;
            while (same < wanted.Length && normal(_lines[at + same]) == wanted[same])
                same++;
            if (same == wanted.Length)
                places.Add(at);
        }

        return places;
    }

    private string Ambiguous(Hunk hunk, List<int> places) =>
        $"{_path}, {hunk.Name}: its lines are found {places.Count} times, at lines {Numbers(places)}. "
        + "Add more of the lines around the place that is meant. Nothing was changed.";

    private string NotFound(Hunk hunk, string[] old)
    {
        string first = old.FirstOrDefault(line => line.Trim().Length > 0) ?? "";
        List<int> near = [.. Enumerable.Range(0, _lines.Count).Where(at => first.Length > 0 && _lines[at].Trim() == first.Trim())];
        string hint = near.Count > 0 ? $" A line like its first one ('{first.Trim()}') is at {Numbers(near)}." : "";
        return $"{_path}, {hunk.Name}: its {old.Length} old lines are nowhere in the file.{hint} Read the file again and patch what is there. Nothing was changed.";
    }

    private static string Numbers(List<int> places) =>
        string.Join(", ", places.Take(PlacesShownMax).Select(place => place + 1)) + (places.Count > PlacesShownMax ? ", …" : "");

    private static (List<string> Lines, List<string> Ends) Split(string text)
    {
        var lines = new List<string>();
        var ends = new List<string>();
        for (int at = 0; at < text.Length;)
        {
            int end = text.IndexOf('\n', at);
            int next = end < 0 ? text.Length : end + 1;
            int stop = end < 0 ? text.Length : end > at && text[end - 1] == '\r' ? end - 1 : end;
            lines.Add(text[at..stop]);
            ends.Add(text[stop..next]);
            at = next;
        }

        return (lines, ends);
    }
}
