namespace Microsoft.Azure.Functions.Worker.Hosting;

/// <summary>The folder of everything one embedded host keeps: <c>$CODER_HOME</c>, else <c>$XDG_DATA_HOME/coder</c>, else <c>~/.local/share/coder</c>.</summary>
/// <param name="Path">Absolute path.</param>
internal sealed record EmbeddedHome(string Path)
{
    /// <summary>The SQLite file of the durable engine and the tables.</summary>
    internal string StoreFile => System.IO.Path.Combine(Path, "store.db");

    /// <summary>JSON of the running host: <c>pid</c>, <c>address</c> (empty until it listens), <c>started_at</c>. Read by the command line without a lock.</summary>
    internal string HostFile => System.IO.Path.Combine(Path, "host.json");

    /// <summary>Empty file that the running host locks exclusively.</summary>
    internal string LockFile => System.IO.Path.Combine(Path, "host.lock");

    /// <summary>Azurite's data and log.</summary>
    internal string AzuriteFolder => System.IO.Path.Combine(Path, "azurite");
}
