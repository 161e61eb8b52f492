using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The folder of everything one embedded host keeps: <c>$CODER_HOME</c>, else <c>$XDG_DATA_HOME/coder</c>, else <c>~/.local/share/coder</c>.</summary>
/// <param name="Path">Absolute path.</param>
internal sealed record EmbeddedHome(string Path)
{
    internal const string Setting = "CODER_HOME";

    /// <summary>The SQLite file of the durable engine and the tables.</summary>
    internal string StoreFile => System.IO.Path.Combine(Path, "store.db");

    /// <summary>JSON of the running host: <c>pid</c>, <c>address</c> (empty until it listens), <c>started_at</c>. Read by the command line without a lock.</summary>
    internal string HostFile => System.IO.Path.Combine(Path, "host.json");

    /// <summary>Empty file that the running host locks exclusively.</summary>
    internal string LockFile => System.IO.Path.Combine(Path, "host.lock");

    /// <summary>Azurite's data and log.</summary>
    internal string AzuriteFolder => System.IO.Path.Combine(Path, "azurite");

    /// <summary>One file a timer function: when it last ran.</summary>
    internal string TimersFolder => System.IO.Path.Combine(Path, "timers");

    /// <summary>Where tools are installed that the host needs: <c>CODER_TOOLS</c>, else a folder of the home.</summary>
    internal string ToolsFolder { get; init; } = System.IO.Path.Combine(Path, "tools");

    internal static EmbeddedHome Resolve(IConfiguration settings)
    {
        EmbeddedHome home = new(System.IO.Path.GetFullPath(Given(settings, Setting) ?? System.IO.Path.Combine(DataFolder(settings), "coder")));
        return Given(settings, "CODER_TOOLS") is { } tools ? home with { ToolsFolder = System.IO.Path.GetFullPath(tools) } : home;
    }

    private static string DataFolder(IConfiguration settings) =>
        Given(settings, "XDG_DATA_HOME")
        ?? System.IO.Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".local", "share");

    private static string? Given(IConfiguration settings, string name) => settings[name] is { Length: > 0 } value ? value : null;
}
