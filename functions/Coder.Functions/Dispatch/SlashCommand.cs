namespace Coder.Functions.Dispatch;

/// <summary>A comment that is meant for us: its first line begins with <c>/coder</c>.</summary>
/// <param name="Name">In lower case; empty when there is none.</param>
/// <param name="Text">Everything after the name.</param>
internal sealed record SlashCommand(string Name, string Text)
{
    private const string Prefix = "/coder";

    /// <summary>Null when the comment is for somebody else.</summary>
    internal static SlashCommand? Parse(string comment)
    {
        string text = comment.Trim();
        if (!text.StartsWith(Prefix, StringComparison.OrdinalIgnoreCase) || (text.Length > Prefix.Length && !char.IsWhiteSpace(text[Prefix.Length])))
        {
            return null;
        }

        string rest = text[Prefix.Length..].TrimStart();
        int end = rest.AsSpan().IndexOfAny(" \t\r\n");
        return end < 0 ? new SlashCommand(rest.ToLowerInvariant(), "") : new SlashCommand(rest[..end].ToLowerInvariant(), rest[end..].Trim());
    }
}
