namespace Coder.Cli.Samples;

/// <summary>A sample as a git repository with one commit.</summary>
internal static class SampleRepository
{
    /// <summary>Copies the sample's project to the first free folder <c>NAME-N</c> of <paramref name="parent"/> and commits it; the new folder.</summary>
    public static async Task<string> CreateAsync(Sample sample, string parent, CancellationToken cancellationToken)
    {
        string draft = Path.Combine(parent, $".{Guid.CreateVersion7():N}");
        Copy(sample.ProjectFolder, draft);
        await GitAsync(draft, ["init", "--quiet", "--initial-branch=main"], cancellationToken);
        await GitAsync(draft, ["add", "--all"], cancellationToken);
        await GitAsync(draft, ["commit", "--quiet", "--message", $"The {sample.Name} sample"], cancellationToken);
        return MoveToFreeName(draft, parent, sample.Name);
    }

    // A rename cannot take a folder that holds something: two demos at once get two names.
    private static string MoveToFreeName(string draft, string parent, string name)
    {
        for (int number = 1; ; number++)
        {
            string folder = Path.Combine(parent, $"{name}-{number}");
            try
            {
                Directory.Move(draft, folder);
                return folder;
            }
            catch (IOException) when (Path.Exists(folder))
            {
                continue;
            }
        }
    }

    private static void Copy(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string relative = Path.GetRelativePath(from, file);
            if (!relative.Split('/').Any(part => part is "bin" or "obj" or "node_modules"))
            {
                string target = Path.Combine(to, relative);
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(file, target);
            }
        }
    }

    private static async Task GitAsync(string folder, IEnumerable<string> arguments, CancellationToken cancellationToken)
    {
        // An identity and settings of its own, so that the demo runs where git was never set up and no hook or signing key of the user is used.
        string[] settings = ["-c", "user.name=Coder demo", "-c", "user.email=demo@localhost", "-c", "commit.gpgsign=false", "-c", "core.hooksPath=/dev/null"];
        Subprocess git = await Subprocess.RunAsync("git", [.. settings, .. arguments], folder, cancellationToken)
            ?? throw new CommandException(ExitCode.Platform, "git is not installed: install it with the system's package manager (apt install git).");
        if (!git.Succeeded)
        {
            throw new CommandException(ExitCode.Platform, $"git {string.Join(' ', arguments)} failed in {folder}: {git.Error.Trim()}");
        }
    }
}
