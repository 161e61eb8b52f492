using System.Data.Common;
using Azure.Data.Tables.Sqlite;

namespace Azure.Data.Tables.Rest;

/// <summary>Opens what a connection string names.</summary>
internal static class StorageConnection
{
    // Published by Microsoft for the storage emulators; it guards nothing.
    private const string EmulatorAccount = "devstoreaccount1";
    private const string EmulatorKey = "Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==";

    /// <exception cref="FormatException">The text names neither the embedded store nor an account with its key.</exception>
    internal static ITableBackEnd Open(string connectionString, TableClientOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        DbConnectionStringBuilder settings = Parse(connectionString);
        if (Setting(settings, "Data Source") is { } path)
        {
            return SqliteTables.Open(path);
        }

        bool emulator = string.Equals(Setting(settings, "UseDevelopmentStorage"), "true", StringComparison.OrdinalIgnoreCase);
        string account = emulator ? EmulatorAccount : Required(settings, "AccountName");
        string key = emulator ? EmulatorKey : Required(settings, "AccountKey");
        string endpoint = emulator ? $"http://127.0.0.1:10002/{EmulatorAccount}" : Setting(settings, "TableEndpoint") ?? Endpoint(settings, account);
        return new RestTables(new Uri(endpoint), new TableSharedKeyCredential(account, key), options);
    }

    private static string Endpoint(DbConnectionStringBuilder settings, string account) =>
        $"{Setting(settings, "DefaultEndpointsProtocol") ?? "https"}://{account}.table.{Setting(settings, "EndpointSuffix") ?? "core.windows.net"}";

    private static string Required(DbConnectionStringBuilder settings, string name) => Setting(settings, name)
        ?? throw new FormatException($"The tables' connection string has no {name}; it needs AccountName and AccountKey, or \"Data Source=/path/store.db\".");

    private static string? Setting(DbConnectionStringBuilder settings, string name) => settings.TryGetValue(name, out object? value) ? (string)value : null;

    private static DbConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException)
        {
            // The inner message would repeat the text, and with it a key.
            throw new FormatException("The tables' connection string is not a list of name=value parts, separated by semicolons.");
        }
    }
}
