using System.Diagnostics;
using System.Globalization;

namespace Coder.Benchmarks.Workspaces;

/// <summary>A git repository of so many small files, a hundred in each folder, in one commit.</summary>
internal sealed class SourceRepository
{
    private const int FilesInFolder = 100;

    private SourceRepository(string folder) => Folder = folder;

    internal string Folder { get; }

    internal string Commit { get; private set; } = "";

    internal static async Task<SourceRepository> CreateAsync(string folder, int files, CancellationToken cancellation)
    {
        SourceRepository repository = new(folder);
        for (int i = 0; i < files; i++)
        {
            string path = Path.Combine(folder, PathOf(i));
            if (i % FilesInFolder == 0)
            {
                Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            }

            await File.WriteAllTextAsync(path, string.Concat(Enumerable.Repeat(string.Create(CultureInfo.InvariantCulture, $"// line of file {i}\n"), 40)), cancellation);
        }

        await repository.GitAsync("init", "--quiet");
        await repository.GitAsync("add", "--all");
        await repository.GitAsync("commit", "--quiet", "--message", "Start");
        // As a clone has it: one pack.
        await repository.GitAsync("repack", "-adq");
        repository.Commit = await repository.GitAsync("rev-parse", "HEAD");
        return repository;
    }

    internal static string PathOf(int file) => string.Create(CultureInfo.InvariantCulture, $"source/{file / 10_000}/{file / FilesInFolder}/file{file}.cs");

    internal async Task<string> GitAsync(params string[] arguments)
    {
        using Process process = Process.Start(new ProcessStartInfo("git", ["-c", "user.name=user", "-c", "user.email=user@example.com", "-c", "gc.auto=0", "-c", "maintenance.auto=false", .. arguments])
        {
            WorkingDirectory = Folder, RedirectStandardOutput = true,
        })!;
        string output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? output.TrimEnd() : throw new InvalidOperationException($"git {arguments[0]} ended with {process.ExitCode}.");
    }
}
