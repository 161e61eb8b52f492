using System.Text;

namespace Coder.Agents.Chat.Turns;

/// <summary>
/// The tokenizer rule for answers without usage: one token for 4 UTF-8 bytes, rounded up, and 4 for each message or tool around it. Close for English
/// and code, high for other scripts; it never makes work free.
/// </summary>
public static class TokenEstimate
{
    public const int BytesPerToken = 4;
    public const int TokensPerPart = 4;

    public static long Of(IEnumerable<string> parts) =>
        parts.Sum(part => TokensPerPart + (Encoding.UTF8.GetByteCount(part) + BytesPerToken - 1L) / BytesPerToken);
}
