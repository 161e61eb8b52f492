using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using Microsoft.Win32.SafeHandles;

namespace Coder.SandboxProbes.Outside;

/// <summary>What probes look for, on the host: a folder with a secret, a process that serves and holds it, an inheritable descriptor, marks in the environment.</summary>
internal sealed partial class HostSide : IAsyncDisposable
{
    private const UnixFileMode Everybody = (UnixFileMode)0b111_111_111;
    private const string SetIdProgram = "set-id";

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("coder-probes-");
    private readonly string _canary = $"coder-probe-{Guid.NewGuid():N}";
    private readonly string _secret = $"secret-{Guid.NewGuid():N}";
    private SafeFileHandle? _inheritable;
    private Process? _process;
    private JsonObject _targets = [];

    /// <summary>The python programs, where every user can read them.</summary>
    public string Programs => Path.Combine(_folder.FullName, "python");

    public static async Task<HostSide> OpenAsync(CancellationToken cancellation)
    {
        var side = new HostSide();
        try
        {
            await side.PrepareAsync(cancellation);
            return side;
        }
        catch
        {
            await side.DisposeAsync();
            throw;
        }
    }

    /// <summary>A new folder that the ordinary user can write.</summary>
    public string Folder(string name) => Open(_folder.CreateSubdirectory(name).FullName);

    /// <summary>What the probes are told.</summary>
    /// <param name="folder">Where they find their set-id program.</param>
    public string Targets(string folder)
    {
        _targets["setid_program"] = OutsideUser.IsRoot ? Path.Combine(folder, SetIdProgram) : null;
        return _targets.ToJsonString();
    }

    /// <summary>A program in the folder that runs as root for whoever starts it; only root can make one.</summary>
    public static void AddSetIdProgram(string folder)
    {
        if (!OutsideUser.IsRoot)
            return;
        File.Copy("/usr/bin/id", Path.Combine(folder, SetIdProgram));
        File.SetUnixFileMode(Path.Combine(folder, SetIdProgram), (UnixFileMode)0b100_111_101_101);
    }

    public async ValueTask DisposeAsync()
    {
        _inheritable?.Dispose();
        if (_process is not null)
        {
            _process.StandardInput.Close();
            await _process.WaitForExitAsync();
            _process.Dispose();
        }
        Environment.SetEnvironmentVariable(_canary, null);
        _folder.Delete(recursive: true);
    }

    private async Task PrepareAsync(CancellationToken cancellation)
    {
        File.SetUnixFileMode(_folder.FullName, (UnixFileMode)0b111_101_101);
        Folder("open");
        _folder.CreateSubdirectory("python");
        foreach (var program in Directory.EnumerateFiles(Path.Combine(AppContext.BaseDirectory, "python"), "*.py"))
            File.Copy(program, Path.Combine(Programs, Path.GetFileName(program)));
        var secret = Path.Combine(_folder.FullName, "secret");
        await File.WriteAllTextAsync(secret, _secret, cancellation);
        File.SetUnixFileMode(secret, (UnixFileMode)0b110_110_110);
        _inheritable = File.OpenHandle(secret);
        _ = ClearCloseOnExec(_inheritable, 2, 0);
        Environment.SetEnvironmentVariable(_canary, _canary);
        // Beside the secret there is nothing of the product's in its command line: the mark is what is looked for.
        _process = Process.Start(OutsideUser.Start("user", _folder.FullName, Path.Combine(Programs, "host.py"), _folder.FullName, _secret, _canary))!;
        var line = await _process.StandardOutput.ReadLineAsync(cancellation)
            ?? throw new InvalidOperationException($"host.py failed: {await _process.StandardError.ReadToEndAsync(cancellation)}");
        _targets = JsonNode.Parse(line)!.AsObject();
        _targets["host_canary"] = _canary;
        _targets["setid_owner"] = 0;
    }

    private static string Open(string folder)
    {
        File.SetUnixFileMode(folder, Everybody);
        return folder;
    }

    [LibraryImport("libc", EntryPoint = "fcntl")]
    private static partial int ClearCloseOnExec(SafeFileHandle descriptor, int command, int flags);
}
