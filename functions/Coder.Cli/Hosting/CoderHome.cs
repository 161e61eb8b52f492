using System.Text.Json;
using Coder.Contracts;

namespace Coder.Cli.Hosting;

/// <summary>The folder of everything a local host keeps: <c>$CODER_HOME</c>, else <c>$XDG_DATA_HOME/coder</c>, else <c>~/.local/share/coder</c>.</summary>
/// <param name="Folder">Absolute path.</param>
internal sealed record CoderHome(string Folder)
{
    private const UnixFileMode OwnerOnly = UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute;

    public string HostFile => Path.Combine(Folder, "host.json");

    public string KeyFile => Path.Combine(Folder, "key");

    public string LogsFolder => Path.Combine(Folder, "logs");

    public string DemoFolder => Path.Combine(Folder, "demo");

    public static CoderHome Of(CliSetting setting)
    {
        string folder = setting.Variable("CODER_HOME") is { Length: > 0 } home ? home
            : setting.Variable("XDG_DATA_HOME") is { Length: > 0 } data ? Path.Combine(data, "coder")
            : Path.Combine(setting.Variable("HOME") is { Length: > 0 } user ? user : Path.GetTempPath(), ".local", "share", "coder");
        return new(Path.GetFullPath(folder, setting.WorkingFolder));
    }

    /// <summary>What the running host says of itself; null when there is none, or it is being written.</summary>
    public HostFile? ReadHostFile()
    {
        try
        {
            return JsonSerializer.Deserialize<HostFile>(File.ReadAllBytes(HostFile), ApiJson.Options);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or JsonException)
        {
            return null;
        }
    }

    /// <summary>Makes the folder. Throws <see cref="CommandException"/> when it cannot be written to.</summary>
    public void Prepare()
    {
        try
        {
            if (!OperatingSystem.IsWindows())
            {
                Directory.CreateDirectory(Folder, OwnerOnly);
            }

            Directory.CreateDirectory(LogsFolder);
            string probe = Path.Combine(Folder, $".probe-{Environment.ProcessId}");
            File.WriteAllText(probe, "");
            File.Delete(probe);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new CommandException(ExitCode.Platform,
                $"Cannot write to {Folder} ({e.Message}). Make it writable, or name another folder: export CODER_HOME=/path/to/folder", e);
        }
    }
}
