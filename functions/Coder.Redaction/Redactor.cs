using System.Text;

namespace Coder.Redaction;

/// <summary>
/// Takes secrets out of text that leaves the host: the given ones in every form of <see cref="SecretForms"/>, and whatever has the format of a
/// known kind of key. What it does not find: shorter secrets, other encodings, encodings of encodings, parts of secrets.
/// </summary>
public sealed class Redactor
{
    /// <summary>Never two with a character in common, so that for any secrets one can be found that does not help to build one.</summary>
    private static readonly string[] Masks = ["[redacted]", "⟦redacted⟧", "█redacted█", "■■■■"];

    private const int ChunkBytes = 64 * 1024;

    private readonly SecretSearch _text;
    private readonly SecretSearch _bytes;

    public Redactor(IEnumerable<Secret> secrets)
    {
        string[] forms = [.. secrets.Where(s => s.Value.Length >= Secret.CharactersMin).SelectMany(s => SecretForms.Of(s.Value)).Distinct(StringComparer.Ordinal)];
        _text = new SecretSearch(forms);
        _bytes = new SecretSearch(forms.Select(form => Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(form))));
        Mask = Masks.First(mask => mask == Masks[^1] || !forms.Any(form => Helps(mask, form)));
    }

    /// <summary>Knows formats only.</summary>
    public static Redactor OfFormats { get; } = new([]);

    /// <summary>What stands for a secret.</summary>
    public string Mask { get; }

    /// <summary>The text without secrets; line breaks within one stay. The same text when it has none.</summary>
    public string Redact(string text) => Masked(text, _text.Scan(text, '\0', isWhole: true, withFormats: true).Matches, Mask);

    public string? RedactOrNull(string? text) => text is null ? null : Redact(text);

    /// <summary>UTF-8 (or any other bytes) without secrets.</summary>
    public byte[] Redact(ReadOnlySpan<byte> content)
    {
        using MemoryStream target = new(content.Length);
        using (RedactingStream redacting = Into(target))
        {
            for (int at = 0; at < content.Length; at += ChunkBytes)
            {
                redacting.Write(content[at..Math.Min(content.Length, at + ChunkBytes)]);
            }
        }

        return target.ToArray();
    }

    /// <summary>
    /// A git patch that still applies: in added lines every secret is masked, in the others (which must be what the repository has) only those
    /// known by their value.
    /// </summary>
    public string RedactPatch(string patch)
    {
        StringBuilder redacted = new(patch.Length);
        List<string> added = [];
        foreach (string line in patch.Split('\n'))
        {
            if (line.StartsWith('+') && !line.StartsWith("+++ ", StringComparison.Ordinal))
            {
                added.Add(line[1..]);
                continue;
            }

            AppendAdded(redacted, added);
            redacted.Append(Masked(line, _text.Scan(line, '\0', isWhole: true, withFormats: false).Matches, Mask)).Append('\n');
        }

        AppendAdded(redacted, added);
        return redacted.ToString(0, redacted.Length - 1);
    }

    /// <summary>The secrets in a text, in order.</summary>
    public IReadOnlyList<SecretMatch> Find(string text) => _text.Scan(text, '\0', isWhole: true, withFormats: true).Matches;

    /// <summary>Redacts text that comes in pieces.</summary>
    public RedactionBuffer Begin() => new(_text, Mask);

    /// <summary>A stream that redacts what is written to it; disposing it writes the rest and leaves <paramref name="target"/> open.</summary>
    public RedactingStream Into(Stream target) => new(target, new RedactionBuffer(_bytes, Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(Mask))));

    internal static string Masked(string text, IReadOnlyList<SecretMatch> matches, string mask)
    {
        if (matches.Count == 0)
        {
            return text;
        }

        StringBuilder masked = new(text.Length);
        int at = 0;
        foreach (SecretMatch match in matches)
        {
            masked.Append(text.AsSpan(at, match.Start - at)).Append(mask);
            foreach (char c in text.AsSpan(match.Start, match.Length))
            {
                // As many lines as before: a patch, a log, NDJSON stay what they are.
                masked.Append(c == '\n' ? $"\n{mask}" : "");
            }

            at = match.End;
        }

        return masked.Append(text.AsSpan(at)).ToString();
    }

    /// <summary>Together, because a key file is several lines.</summary>
    private void AppendAdded(StringBuilder redacted, List<string> added)
    {
        if (added.Count > 0)
        {
            redacted.Append('+').AppendJoin("\n+", Redact(string.Join('\n', added)).Split('\n')).Append('\n');
            added.Clear();
        }
    }

    private static bool Helps(string mask, string form) => form.Contains(mask[0]) || form.Contains(mask[^1]) || mask.Contains(form, StringComparison.Ordinal);
}
