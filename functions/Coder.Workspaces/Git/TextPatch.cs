using System.Text;
using Coder.Workspaces.Sessions;

namespace Coder.Workspaces.Git;

/// <summary>
/// Makes a patch that survives being a string: files whose text is not UTF-8 are given as binary content, which git applies to the byte.
/// </summary>
internal sealed class TextPatch(GitCommand git, string gitDirectory)
{
    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    public async Task<string> MakeAsync(string from, string to, IReadOnlyList<ChangedFile> changed, CancellationToken cancellation)
    {
        if (TryDecode(await PatchAsync(from, to, [], cancellation), out var patch)) return patch;

        var attributes = new StringBuilder();
        foreach (var file in changed)
        {
            string[] paths = file.OldPath is null ? [file.Path] : [file.OldPath, file.Path];
            if (TryDecode(await PatchAsync(from, to, paths, cancellation), out _)) continue;
            foreach (var path in paths) attributes.Append(Pattern(path)).Append(" -diff\n");
        }

        return await MakeAsync(from, to, attributes.ToString(), cancellation) ?? await MakeAsync(from, to, "* -diff\n", cancellation)
            ?? throw new WorkspaceException("git_output", "The change cannot be shown as text.");
    }

    /// <returns>Null when it is no text for all that.</returns>
    private async Task<string?> MakeAsync(string from, string to, string attributes, CancellationToken cancellation)
    {
        var attributesFile = Path.Combine(gitDirectory, "info/attributes");
        await File.WriteAllTextAsync(attributesFile, attributes, cancellation);
        try
        {
            return TryDecode(await PatchAsync(from, to, [], cancellation), out var patch) ? patch : null;
        }
        finally
        {
            File.Delete(attributesFile);
        }
    }

    private async Task<byte[]> PatchAsync(string from, string to, string[] paths, CancellationToken cancellation) => (await git.DemandAsync(
        new GitInvocation
        {
            GitDirectory = gitDirectory,
            Arguments = ["diff-tree", "-r", "-M", "-p", "--binary", "--full-index", "--no-ext-diff", "--no-textconv", from, to, "--", .. paths],
        },
        cancellation)).Bytes;

    private static bool TryDecode(byte[] bytes, out string text)
    {
        try
        {
            text = Strict.GetString(bytes);
            return true;
        }
        catch (DecoderFallbackException)
        {
            text = "";
            return false;
        }
    }

    /// <summary>A path as an attribute pattern: quoted, with the characters escaped that patterns and quoting give a meaning to.</summary>
    private static string Pattern(string path)
    {
        var quoted = new StringBuilder("\"/");
        foreach (var character in path)
        {
            quoted.Append(character switch
            {
                '\\' => @"\\\\",
                '*' or '?' or '[' => @"\\" + character,
                '"' => "\\\"",
                '\n' => "\\n",
                _ => character.ToString(),
            });
        }

        return quoted.Append('"').ToString();
    }
}
