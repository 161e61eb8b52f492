using System.Text;

namespace Coder.Cli.Commands;

/// <summary>The prompt as it was typed or piped in.</summary>
internal static class PromptText
{
    public const int BytesMax = 256 * 1024;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <summary>Throws <see cref="CommandException"/> when it is empty, too long or not text.</summary>
    public static string Read(string argument, CliSetting setting)
    {
        string prompt = argument == "-" ? ReadInput(setting) : argument;

        // The runtime puts this character where a command line argument is not UTF-8.
        if (prompt.Contains('\uFFFD') || prompt.Any(char.IsSurrogate) && !IsWellFormed(prompt))
        {
            throw Invalid();
        }

        if (string.IsNullOrWhiteSpace(prompt))
        {
            throw new CommandException(ExitCode.Usage, "The prompt is empty: say what is to be done.");
        }

        return Encoding.UTF8.GetByteCount(prompt) <= BytesMax ? prompt : throw TooLong();
    }

    private static string ReadInput(CliSetting setting)
    {
        using Stream input = setting.OpenInput();
        using MemoryStream bytes = new();
        byte[] buffer = new byte[64 * 1024];
        for (int read = input.Read(buffer); read > 0; read = input.Read(buffer))
        {
            bytes.Write(buffer, 0, read);
            if (bytes.Length > BytesMax)
            {
                throw TooLong();
            }
        }

        try
        {
            return Strict.GetString(bytes.GetBuffer(), 0, (int)bytes.Length);
        }
        catch (DecoderFallbackException)
        {
            throw Invalid();
        }
    }

    private static bool IsWellFormed(string text)
    {
        try
        {
            _ = Strict.GetByteCount(text);
            return true;
        }
        catch (EncoderFallbackException)
        {
            return false;
        }
    }

    private static CommandException Invalid() => new(ExitCode.Usage, "The prompt is not valid UTF-8 (or holds U+FFFD, the mark of lost bytes): save or type it as UTF-8.");

    private static CommandException TooLong() => new(ExitCode.Usage,
        $"The prompt is longer than {BytesMax / 1024} KiB: put long material into a file of the repository and name it.");
}
