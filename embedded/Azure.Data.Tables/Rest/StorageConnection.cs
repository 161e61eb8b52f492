using System.Data.Common;
using Azure.Data.Tables.Sqlite;

namespace Azure.Data.Tables.Rest;

/// <summary>Opens what a connection string names.</summary>
internal static class StorageConnection
{
    internal static ITableBackEnd Open(string connectionString, TableClientOptions options)
    {
        ArgumentException.ThrowIfNullOrEmpty(connectionString);
        DbConnectionStringBuilder settings = Parse(connectionString);
        if (settings.TryGetValue("Data Source", out object? path))
        {
            return SqliteTables.Open((string)path);
        }

        throw new FormatException("The tables' connection string names no store; set it to \"Data Source=/path/store.db\".");
    }

    private static DbConnectionStringBuilder Parse(string connectionString)
    {
        try
        {
            return new DbConnectionStringBuilder { ConnectionString = connectionString };
        }
        catch (ArgumentException e)
        {
            throw new FormatException("The tables' connection string is not a list of name=value parts.", e);
        }
    }
}
