namespace Coder.Cli.Repositories;

/// <summary>Puts a patch into a working tree: all of it, or nothing.</summary>
internal static class PatchApplication
{
    /// <summary>
    /// The changed paths. The three-way merge happens in a copy of the index; only when it has no conflict does the result go to the tree, in one checked step.
    /// The index stays as it is. Throws <see cref="CommandException"/> when it does not fit; nothing is changed then.
    /// </summary>
    public static async Task<IReadOnlyList<string>> ApplyAsync(string folder, byte[] patch, CancellationToken cancellationToken)
    {
        string root = (await GitAsync(folder, null, ["rev-parse", "--show-toplevel"], cancellationToken)).TrimEnd('\n');
        DirectoryInfo scratch = Directory.CreateTempSubdirectory("coder-apply-");
        try
        {
            string index = Path.Combine(scratch.FullName, "index");
            string theirs = Path.Combine(root, (await GitAsync(root, null, ["rev-parse", "--git-path", "index"], cancellationToken)).TrimEnd('\n'));
            if (File.Exists(theirs))
            {
                File.Copy(theirs, index);
            }

            string before = (await GitAsync(root, index, ["write-tree"], cancellationToken)).Trim();
            await GitAsync(root, index, ["apply", "--3way", "--cached", "--whitespace=nowarn", "-"], cancellationToken, patch);
            string after = (await GitAsync(root, index, ["write-tree"], cancellationToken)).Trim();

            string merged = Path.Combine(scratch.FullName, "merged.patch");
            await GitAsync(root, null, ["diff", "--binary", "--full-index", "--no-ext-diff", "--no-textconv", "--no-color", $"--output={merged}", before, after], cancellationToken);
            if (new FileInfo(merged) is { Exists: true, Length: > 0 })
            {
                await GitAsync(root, null, ["apply", "--whitespace=nowarn", merged], cancellationToken);
            }

            string names = await GitAsync(root, null, ["diff", "--name-only", "-z", before, after], cancellationToken);
            return names.Split('\0', StringSplitOptions.RemoveEmptyEntries);
        }
        finally
        {
            scratch.Delete(recursive: true);
        }
    }

    private static async Task<string> GitAsync(
        string folder, string? index, IReadOnlyList<string> arguments, CancellationToken cancellationToken, ReadOnlyMemory<byte> input = default)
    {
        if (!Directory.Exists(folder))
        {
            throw new CommandException(ExitCode.Usage, $"There is no folder {folder}: name a clone with --project-dir.");
        }

        (string, string)[] environment = index is null ? [] : [("GIT_INDEX_FILE", index)];
        Subprocess git = await Subprocess.RunAsync("git", ["-c", "core.fsmonitor=false", .. arguments], folder, cancellationToken, input, environment)
            ?? throw new CommandException(ExitCode.Platform, "git is not installed: install it with the system's package manager (apt install git).");
        return git.Succeeded
            ? git.Output
            : throw new CommandException(arguments[0] == "apply" ? ExitCode.Failed : ExitCode.Usage, arguments[0] == "apply"
                ? $"The change does not fit the tree of {folder}; nothing was changed there. Commit or stash what is in its way, or merge the run's branch instead.\n{git.Error.Trim()}"
                : $"git {arguments[0]} failed in {folder}: {git.Error.Trim()}");
    }
}
