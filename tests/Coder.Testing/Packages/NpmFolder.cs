using System.ComponentModel;
using System.Diagnostics;

namespace Coder.Testing.Packages;

/// <summary>A temporary folder with npm packages, for tests that hold our work against other people's programs.</summary>
public sealed class NpmFolder : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-npm-");

    public string Path => _folder.FullName;

    /// <summary>Installs what a folder's <c>package-lock.json</c> names.</summary>
    /// <returns>Null; or why npm cannot, which is a reason to skip.</returns>
    public async Task<string?> InstallAsync(string manifest, CancellationToken cancellation)
    {
        foreach (string file in (string[])["package.json", "package-lock.json", "redocly.yaml"])
        {
            string source = System.IO.Path.Combine(manifest, file);
            if (File.Exists(source))
            {
                File.Copy(source, System.IO.Path.Combine(Path, file));
            }
        }

        (int exitCode, string output) = await RunAsync("npm", ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund"], cancellation);
        return exitCode == 0 ? null : $"npm cannot install the packages of {manifest}: {output}";
    }

    /// <summary>Runs a program in the folder; both outputs together. Exit code −1: it cannot be started.</summary>
    public async Task<(int ExitCode, string Output)> RunAsync(string program, IReadOnlyList<string> arguments, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(program, arguments) { WorkingDirectory = Path, RedirectStandardOutput = true, RedirectStandardError = true };
        if (program != "npm")
        {
            // npm's own settings are in the user's home; nothing else has to be.
            start.Environment["HOME"] = Path;
        }

        start.Environment["REDOCLY_TELEMETRY"] = "off";
        start.Environment["REDOCLY_SUPPRESS_UPDATE_NOTICE"] = "true";
        using CancellationTokenSource patience = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        patience.CancelAfter(Patience);
        try
        {
            using Process process = Process.Start(start)!;
            await using CancellationTokenRegistration stop = patience.Token.Register(() => process.Kill(entireProcessTree: true));
            Task<string> output = process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            string errors = await process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            return (process.ExitCode, await output + errors);
        }
        catch (Win32Exception e)
        {
            return (-1, e.Message);
        }
    }

    public void Dispose() => _folder.Delete(recursive: true);
}
