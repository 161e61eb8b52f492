using System.Diagnostics;

namespace Coder.Testing.GitHub.Git;

/// <summary>A bare repository on disk.</summary>
internal sealed class GitRepository
{
    internal GitRepository(string folder)
    {
        Folder = folder;
        Directory.CreateDirectory(folder);
        Run("init", "--quiet", "--bare", "--initial-branch=main");
        Run("config", "uploadpack.allowFilter", "true");
        Run("config", "uploadpack.allowAnySHA1InWant", "true");
    }

    internal string Folder { get; }

    /// <summary>References and what they point to.</summary>
    internal IReadOnlyDictionary<string, string> References() => Run("for-each-ref", "--format=%(objectname) %(refname)")
        .Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(' ', 2)).ToDictionary(parts => parts[1], parts => parts[0]);

    /// <summary>The commit of a branch, tag or hash; null when there is none.</summary>
    internal string? Commit(string name) =>
        Try("rev-parse", "--verify", "--quiet", $"refs/heads/{name}^{{commit}}") ?? Try("rev-parse", "--verify", "--quiet", $"refs/tags/{name}^{{commit}}")
        ?? Try("rev-parse", "--verify", "--quiet", $"{name}^{{commit}}");

    /// <summary>The text of a file; null when there is none.</summary>
    internal string? File(string commit, string path) => Try("cat-file", "blob", $"{commit}:{path}");

    internal void SetReference(string name, string commit) => Run("update-ref", name, commit);

    internal void DeleteReference(string name) => Run("update-ref", "-d", name);

    internal bool IsAncestor(string older, string newer) => Try("merge-base", "--is-ancestor", older, newer) is not null;

    /// <summary>The tree of a merge; null when there is a conflict.</summary>
    internal string? MergedTree(string one, string other) => Try("merge-tree", "--write-tree", one, other)?.Split('\n')[0];

    /// <summary>A new commit of a tree.</summary>
    internal string NewCommit(string tree, string message, params string[] parents) =>
        Run(["commit-tree", tree, "-m", message, .. parents.SelectMany(parent => (string[])["-p", parent])]);

    /// <summary>Commits one file on a branch, as a user with a clone would.</summary>
    internal string CommitFile(string branch, string path, string text)
    {
        string? parent = Commit(branch);
        string index = Path.Combine(Folder, $"index-{Guid.NewGuid():N}");
        try
        {
            string blob = Run(["hash-object", "-w", "--stdin"], text, null);
            if (parent is not null)
            {
                Run(["read-tree", parent], null, index);
            }

            Run(["update-index", "--add", "--cacheinfo", $"100644,{blob},{path}"], null, index);
            string commit = NewCommit(Run(["write-tree"], null, index), $"Change {path}", parent is null ? [] : [parent]);
            SetReference($"refs/heads/{branch}", commit);
            return commit;
        }
        finally
        {
            System.IO.File.Delete(index);
        }
    }

    /// <exception cref="InvalidOperationException">git failed.</exception>
    internal string Run(params string[] arguments) => Run(arguments, null, null);

    private string Run(string[] arguments, string? input, string? index) =>
        Start(arguments, input, index) is var (exit, output, error) && exit == 0 ? output : throw new InvalidOperationException($"git {arguments[0]}: {error}");

    private string? Try(params string[] arguments) => Start(arguments, null, null) is (0, var output, _) ? output : null;

    private (int Exit, string Output, string Error) Start(string[] arguments, string? input, string? index)
    {
        ProcessStartInfo info = new("git", arguments)
        {
            WorkingDirectory = Folder, RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        GitEnvironment.Set(info);
        if (index is not null)
        {
            info.Environment["GIT_INDEX_FILE"] = index;
        }

        using Process process = Process.Start(info)!;
        process.StandardInput.Write(input);
        process.StandardInput.Close();
        Task<string> error = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output.TrimEnd('\n'), error.Result);
    }
}
