using System.Text;
using System.Text.RegularExpressions;

namespace Coder.Workspaces.Sandbox.Output;

/// <summary>Makes the output of untrusted programs safe to show: it cannot move a cursor, set a title, or reorder what is read.</summary>
internal static partial class PlainText
{
    /// <summary>Strips terminal sequences, turns every line end into <c>\n</c>, keeps tabs and replaces any other control or bidirectional character.</summary>
    public static string From(string text)
    {
        var plain = Sequences().Replace(text, "").Replace("\r\n", "\n");
        var result = new StringBuilder(plain.Length);
        foreach (var character in plain)
            result.Append(Neutral(character));
        return result.ToString();
    }

    private static char Neutral(char character) => character switch
    {
        '\n' or '\t' => character,
        // A carriage return alone is a progress bar drawing over itself.
        '\r' => '\n',
        < ' ' => (char)(0x2400 + character),
        '\u007f' => '\u2421',
        '\u2028' or '\u2029' => '\n',
        _ when char.IsControl(character) || IsDirectional(character) => '\uFFFD',
        _ => character,
    };

    private static bool IsDirectional(char character) =>
        character is (>= '\u202A' and <= '\u202E') or (>= '\u2066' and <= '\u2069') or '\u200E' or '\u200F';

    /// <summary>CSI sequences; OSC, DCS, SOS, PM and APC strings with their text; two-character escapes.</summary>
    [GeneratedRegex(@"\x1b\[[0-?]*[ -/]*[@-~]|\x1b[\]PX^_][^\x07\x1b]*(?:\x07|\x1b\\)?|\x1b[ -/]*[0-~]", RegexOptions.NonBacktracking)]
    private static partial Regex Sequences();
}
