using System.ComponentModel;
using System.Diagnostics;
using System.Security.Cryptography;
using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

/// <summary>The npm package of Azurite.</summary>
/// <param name="manifest">Folder of the <c>package.json</c> and the lock file that name the version.</param>
/// <param name="tools">Where it is installed when it is found nowhere else.</param>
/// <param name="npm">The npm command.</param>
internal sealed class AzuritePackage(string manifest, string tools, string npm = "npm")
{
    private const string NodeMissing =
        "Node.js with npm is needed for the storage emulator (Azurite): install Node.js 20 or later, or set AzureWebJobsStorage to a storage connection string.";

    private const string Script = "node_modules/azurite/dist/src/azurite.js";
    private static readonly TimeSpan LookEvery = TimeSpan.FromMilliseconds(200);

    /// <summary>The manifest that is shipped beside the app.</summary>
    internal static string ShippedManifest => Path.Combine(AppContext.BaseDirectory, "azurite");

    /// <summary>
    /// Path of Azurite's script: in a <c>node_modules</c> above the manifest when it has the wanted version, else among the tools,
    /// installed there first when it is missing (once, also when several processes ask).
    /// </summary>
    /// <exception cref="HostStartException">Node.js or npm is missing, or the installation failed.</exception>
    internal async Task<string> InstalledAsync(TimeProvider time, CancellationToken cancellation)
    {
        if (!Executable.IsOnPath("node"))
        {
            throw new HostStartException(NodeMissing);
        }

        byte[] lockFile = await File.ReadAllBytesAsync(Path.Combine(manifest, "package-lock.json"), cancellation);
        string version = VersionIn(lockFile);
        if (Above(version) is { } found)
        {
            return found;
        }

        string folder = Path.Combine(tools, $"azurite-{Convert.ToHexStringLower(SHA256.HashData(lockFile))[..12]}");
        string done = Path.Combine(folder, "installed");
        if (!File.Exists(done))
        {
            Directory.CreateDirectory(folder);
            await using FileStream gate = await LockAsync($"{folder}.lock", time, cancellation);
            if (!File.Exists(done))
            {
                await InstallAsync(folder, version, time, cancellation);
                await File.WriteAllTextAsync(done, version, CancellationToken.None);
            }
        }

        return Path.Combine(folder, Script);
    }

    private static string VersionIn(byte[] lockFile)
    {
        using JsonDocument json = JsonDocument.Parse(lockFile);
        return json.RootElement.GetProperty("packages").GetProperty("node_modules/azurite").GetProperty("version").GetString()!;
    }

    private string? Above(string version)
    {
        for (DirectoryInfo? folder = new(manifest); folder is not null; folder = folder.Parent)
        {
            string found = Path.Combine(folder.FullName, "node_modules", "azurite", "package.json");
            if (File.Exists(found))
            {
                using JsonDocument json = JsonDocument.Parse(File.ReadAllBytes(found));
                return json.RootElement.GetProperty("version").GetString() == version ? Path.Combine(folder.FullName, Script) : null;
            }
        }

        return null;
    }

    private static async Task<FileStream> LockAsync(string path, TimeProvider time, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException)
            {
                // Another process installs.
                await Task.Delay(LookEvery, time, cancellation);
            }
        }
    }

    private async Task InstallAsync(string folder, string version, TimeProvider time, CancellationToken cancellation)
    {
        await Console.Error.WriteLineAsync($"Installing the storage emulator Azurite {version} with npm, once, into {folder}");
        long began = time.GetTimestamp();
        foreach (string file in (string[])["package.json", "package-lock.json"])
        {
            File.Copy(Path.Combine(manifest, file), Path.Combine(folder, file), overwrite: true);
        }

        await NpmAsync(folder, cancellation);
        await Console.Error.WriteLineAsync($"Azurite installed in {time.GetElapsedTime(began).TotalSeconds:0.0} s");
    }

    private async Task NpmAsync(string folder, CancellationToken cancellation)
    {
        ProcessStartInfo start = new(npm, ["ci", "--include=dev", "--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        };
        try
        {
            using Process process = Process.Start(start)!;
            await using CancellationTokenRegistration stop = cancellation.Register(() => process.Kill(entireProcessTree: true));
            Task<string> errors = process.StandardError.ReadToEndAsync(CancellationToken.None);
            await process.StandardOutput.ReadToEndAsync(CancellationToken.None);
            await process.WaitForExitAsync(CancellationToken.None);
            cancellation.ThrowIfCancellationRequested();
            if (process.ExitCode != 0)
            {
                throw new HostStartException(
                    $"npm could not install Azurite in {folder}: check the network and npm's registry, or set AzureWebJobsStorage to a storage connection string. "
                    + $"npm said: {(await errors).Trim().ReplaceLineEndings(" | ")}");
            }
        }
        catch (Win32Exception e)
        {
            throw new HostStartException(NodeMissing, e);
        }
    }
}
