namespace Coder.Workspaces.Files;

/// <summary>
/// How large a regular expression becomes once its counted repetitions are written out. Matching without backtracking takes time linear in the text, but
/// the automaton is made of every repetition: <c>((a{1000}){1000}){1000}</c> would take all memory before it matches anything.
/// </summary>
internal static class PatternSize
{
    /// <summary>An estimate, never too low; <see cref="long.MaxValue"/> at most.</summary>
    public static long Of(string pattern)
    {
        Stack<long> outer = new();
        long sum = 0;
        long last = 0;
        for (int at = 0; at < pattern.Length; at++)
        {
            switch (pattern[at])
            {
                case '(':
                    outer.Push(sum);
                    (sum, last) = (0, 0);
                    break;
                case ')' when outer.Count > 0:
                    last = Math.Max(1, sum);
                    sum = Add(outer.Pop(), last);
                    break;
                case '{' when Count(pattern, ref at) is { } count:
                    sum = Add(sum - last, last = Times(last, count));
                    break;
                default:
                    at = EndOfAtom(pattern, at);
                    sum = Add(sum, last = 1);
                    break;
            }
        }

        return outer.Aggregate(sum, Add);
    }

    /// <summary>The larger number of <c>{n}</c>, <c>{n,}</c>, <c>{n,m}</c>; null when the brace is only itself.</summary>
    private static long? Count(string pattern, ref int at)
    {
        int end = pattern.IndexOf('}', at);
        if (end < 0)
        {
            return null;
        }

        string[] parts = pattern[(at + 1)..end].Split(',');
        if (parts.Length > 2 || !long.TryParse(parts[0], out long count))
        {
            return null;
        }

        at = end;
        return parts.Length == 2 && long.TryParse(parts[1], out long most) ? Math.Max(count, most) : count;
    }

    private static int EndOfAtom(string pattern, int at)
    {
        if (pattern[at] == '\\')
        {
            return at + 1;
        }

        // A bracket right after the opening one is itself.
        int end = pattern[at] == '[' ? pattern.IndexOf(']', Math.Min(at + 2, pattern.Length)) : at;
        while (end > at && pattern[end - 1] == '\\' && end + 1 < pattern.Length)
        {
            end = pattern.IndexOf(']', end + 1);
        }

        return end < at ? pattern.Length : end;
    }

    private static long Add(long left, long right) => left > long.MaxValue - right ? long.MaxValue : left + right;

    private static long Times(long left, long right) => right != 0 && left > long.MaxValue / right ? long.MaxValue : left * right;
}
