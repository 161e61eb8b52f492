using System.Text;
using Coder.Workspaces.Sessions;

namespace Coder.Agents.Tools.Files;

/// <summary>Text of workspace files, as the file tools need it.</summary>
internal static class FileText
{
    /// <summary>Files above this are not read or patched whole.</summary>
    public const int BytesMax = 4 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <exception cref="ToolFailureException">Too large, or not UTF-8 text.</exception>
    public static async Task<string> ReadAsync(IWorkspaceSession session, string path, CancellationToken cancellation)
    {
        WorkspaceFile file = await session.ReadAsync(path, BytesMax, cancellation);
        if (file.TotalBytes > BytesMax)
            throw new ToolFailureException($"{path} has {file.TotalBytes} bytes; at most {BytesMax} are read. Use fs_grep or execute_command for a part of it.");
        if (file.Content.Span.Contains((byte)0))
            throw new ToolFailureException($"{path} is a binary file of {file.TotalBytes} bytes.");
        try
        {
            return Strict.GetString(file.Content.Span);
        }
        catch (DecoderFallbackException)
        {
            throw new ToolFailureException($"{path} is not UTF-8 text ({file.TotalBytes} bytes).");
        }
    }

    public static Task WriteAsync(IWorkspaceSession session, string path, string text, CancellationToken cancellation)
    {
        byte[] bytes;
        try
        {
            bytes = Strict.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            throw new ToolFailureException($"The content for {path} holds half a surrogate pair and cannot be written as UTF-8.");
        }

        return bytes.Length <= BytesMax
            ? session.WriteAsync(path, bytes, cancellation)
            : throw new ToolFailureException($"The content for {path} has {bytes.Length} bytes; at most {BytesMax} are written.");
    }

    /// <summary>Lines without their ends; a last line end opens no further line. A byte order mark is not shown.</summary>
    public static string[] Lines(string text)
    {
        if (text.Length == 0)
            return [];
        string[] lines = text.TrimStart('\uFEFF').Replace("\r\n", "\n", StringComparison.Ordinal).Split('\n');
        return lines[^1].Length == 0 ? lines[..^1] : lines;
    }
}
