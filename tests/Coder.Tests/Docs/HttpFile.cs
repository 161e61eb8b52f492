using System.Text.RegularExpressions;

namespace Coder.Tests.Docs;

/// <summary>A request of a <c>.http</c> file, its variables not filled in.</summary>
/// <param name="Title">What stands behind <c>###</c>.</param>
/// <param name="Name">Others refer to its answer by it; null: nobody does.</param>
/// <param name="Expected">Status that has to come back.</param>
/// <param name="Until">Sent again until the answer has something there; null: once.</param>
internal sealed record HttpFileRequest(
    string Title, string? Name, int Expected, string? Until, string Method, string Url, IReadOnlyList<(string Name, string Value)> Headers, string Body);

/// <summary>Reads <c>.http</c> files: requests behind <c>###</c>, <c># @name</c>, <c># @expect</c>, headers, a blank line, the body.</summary>
internal static partial class HttpFile
{
    internal static IReadOnlyList<HttpFileRequest> Read(string text) =>
        [.. text.Split("###", StringSplitOptions.RemoveEmptyEntries).Where(block => block.Trim().Length > 0).Select(ReadRequest)];

    private static HttpFileRequest ReadRequest(string block)
    {
        string[] lines = block.ReplaceLineEndings("\n").Split('\n');
        Dictionary<string, string> notes = lines.Select(line => Note().Match(line)).Where(note => note.Success).ToDictionary(note => note.Groups[1].Value, note => note.Groups[2].Value.Trim());
        int start = Array.FindIndex(lines, 1, line => line.Length > 0 && !line.StartsWith('#'));
        int blank = Array.FindIndex(lines, start, line => line.Length == 0);
        string[] target = lines[start].Split(' ', 2);
        return new HttpFileRequest(
            lines[0].Trim(),
            notes.GetValueOrDefault("name"),
            int.Parse(notes["expect"], System.Globalization.CultureInfo.InvariantCulture),
            notes.GetValueOrDefault("until"),
            target[0],
            target[1],
            [.. lines[(start + 1)..blank].Select(line => line.Split(": ", 2)).Select(pair => (pair[0], pair[1]))],
            string.Join('\n', lines[blank..]).Trim());
    }

    [GeneratedRegex(@"^# @(\w+) (.*)$")]
    private static partial Regex Note();
}
