namespace Azure.Data.Tables.Rules;

/// <summary>The Table service's limits; see "Understanding the Table service data model" in Azure's documentation.</summary>
internal static class TableLimits
{
    /// <summary>1 KiB of UTF-16.</summary>
    internal const int KeyCharactersMax = 512;

    /// <summary>Without keys and timestamp.</summary>
    internal const int PropertiesMax = 252;

    internal const int PropertyNameCharactersMax = 255;

    /// <summary>64 KiB of UTF-16.</summary>
    internal const int StringCharactersMax = 32 * 1024;

    internal const int BinaryBytesMax = 64 * 1024;

    internal const int EntityBytesMax = 1024 * 1024;

    internal const int TransactionOperationsMax = 100;

    internal const int TransactionBytesMax = 4 * 1024 * 1024;

    internal const int PageRowsMax = 1000;
}
