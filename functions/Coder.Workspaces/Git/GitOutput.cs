using System.Text;

namespace Coder.Workspaces.Git;

/// <param name="ExitCode">As git gave it.</param>
/// <param name="Bytes">Standard output.</param>
/// <param name="Error">Standard error, at most 64 KiB.</param>
public sealed record GitOutput(int ExitCode, byte[] Bytes, string Error)
{
    /// <summary>Standard output as UTF-8, without the line end at its end.</summary>
    public string Text => Encoding.UTF8.GetString(Bytes).TrimEnd('\n');

    /// <summary>Standard output of a <c>-z</c> call, split at its NULs.</summary>
    public IReadOnlyList<string> Fields =>
        Encoding.UTF8.GetString(Bytes) is { Length: > 0 } text ? text.TrimEnd('\0').Split('\0') : [];
}
