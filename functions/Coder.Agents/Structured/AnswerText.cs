namespace Coder.Agents.Structured;

/// <summary>Takes what models put around a JSON answer off it (graph-agents rules of structured output, steps 1 to 3).</summary>
public static class AnswerText
{
    private const string Opening = "<think>";
    private const string Closing = "</think>";
    private const string Fence = "```";

    /// <summary>The text without leading reasoning blocks and without the fence around it. An unclosed block stays.</summary>
    public static string Bare(string text) => WithoutFence(WithoutReasoning(text.Trim()));

    private static string WithoutReasoning(string text)
    {
        while (text.StartsWith(Opening, StringComparison.Ordinal))
        {
            int end = text.IndexOf(Closing, StringComparison.Ordinal);
            if (end < 0)
                break;
            text = text[(end + Closing.Length)..].TrimStart();
        }

        return text;
    }

    private static string WithoutFence(string text)
    {
        if (text.StartsWith(Fence, StringComparison.Ordinal))
        {
            text = text[Fence.Length..];
            // Exactly "json": a longer tag that begins with it (json5) stays and fails to parse.
            if (text.StartsWith("json", StringComparison.Ordinal) && (text.Length == 4 || char.IsWhiteSpace(text[4])))
                text = text[4..];
        }

        text = text.Trim();
        return text.EndsWith(Fence, StringComparison.Ordinal) ? text[..^Fence.Length].TrimEnd() : text;
    }
}
