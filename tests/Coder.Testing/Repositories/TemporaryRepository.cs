using System.Diagnostics;

namespace Coder.Testing.Repositories;

/// <summary>A git repository in a temporary folder, with helpers to fill it and to compare it before and after.</summary>
public sealed class TemporaryRepository : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-repository-");

    public TemporaryRepository(bool init = true)
    {
        if (init) Git("init", "--quiet", "--initial-branch=main");
    }

    public string Root => _folder.FullName;

    /// <summary>Writes files (path, text) and commits everything.</summary>
    /// <returns>The commit's hash.</returns>
    public string Commit(params ReadOnlySpan<(string Path, string Text)> files)
    {
        foreach (var (path, text) in files) Write(path, text);
        Git("add", "--all", "--force");
        Git("commit", "--quiet", "--allow-empty", "--message", "Change");
        return Git("rev-parse", "HEAD");
    }

    public void Write(string path, string text)
    {
        var full = Path.Combine(Root, path);
        Directory.CreateDirectory(Path.GetDirectoryName(full)!);
        File.WriteAllText(full, text);
    }

    /// <summary>Runs git as a user would; throws when it fails.</summary>
    public string Git(params ReadOnlySpan<string> arguments)
    {
        var info = new ProcessStartInfo("git") { WorkingDirectory = Root, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true };
        foreach (var argument in (string[])["-c", "user.name=User", "-c", "user.email=user@example.com", "-c", "commit.gpgSign=false", .. arguments])
        {
            info.ArgumentList.Add(argument);
        }

        using var process = Process.Start(info)!;
        // A program that git runs must not wait for what nobody will type.
        process.StandardInput.Close();
        var error = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return process.ExitCode == 0 ? output.TrimEnd('\n') : throw new InvalidOperationException($"git {arguments[0]}: {error.Result}");
    }

    /// <summary>Every file and link of the tree and of .git, with content and times; objects and refs/coder left out.</summary>
    public IReadOnlyDictionary<string, string> Fingerprint() => Directory
        .EnumerateFiles(Root, "*", new EnumerationOptions { RecurseSubdirectories = true, AttributesToSkip = FileAttributes.None })
        .Select(path => Path.GetRelativePath(Root, path))
        .Where(path => !path.StartsWith(".git/objects/", StringComparison.Ordinal) && !path.StartsWith(".git/refs/coder/", StringComparison.Ordinal))
        .ToDictionary(path => path, path => $"{File.GetLastWriteTimeUtc(Path.Combine(Root, path)):O} {Convert.ToBase64String(File.ReadAllBytes(Path.Combine(Root, path)))}");

    public void Dispose() => _folder.Delete(recursive: true);
}
