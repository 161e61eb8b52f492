using Azure.Data.Tables;
using Azure.Identity;
using Azure.Storage.Blobs;
using Azure.Storage.Queues;

namespace Coder.Functions;

/// <summary>The clients of the host's storage account, from its settings.</summary>
/// <param name="setting">A setting by its name; null when unset.</param>
internal sealed class StorageClients(Func<string, string?> setting)
{
    internal const string StorageSetting = "AzureWebJobsStorage";

    /// <summary>Tables' own connection string; absent, tables are in the storage account of the host.</summary>
    internal const string TablesSetting = "TablesConnection";

    /// <summary>The setting of an embedded host without storage.</summary>
    private const string None = "none";

    internal TableServiceClient Tables() => (setting(TablesSetting) ?? setting(StorageSetting)) is { } connection
        ? new TableServiceClient(connection)
        : new TableServiceClient(Service("tableServiceUri"), new DefaultAzureCredential());

    internal BlobServiceClient Blobs()
    {
        if (setting(StorageSetting) is not { } connection)
        {
            return new BlobServiceClient(Service("blobServiceUri"), new DefaultAzureCredential());
        }

        try
        {
            return new BlobServiceClient(connection);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            return new BlobServiceClient(MissingStorage.Address, new BlobClientOptions { Transport = new MissingStorage(Reason(connection)), Retry = { MaxRetries = 0 } });
        }
    }

    internal QueueServiceClient Queues()
    {
        // As queue functions read them by default.
        QueueClientOptions options = new() { MessageEncoding = QueueMessageEncoding.Base64 };
        if (setting(StorageSetting) is not { } connection)
        {
            return new QueueServiceClient(Service("queueServiceUri"), new DefaultAzureCredential(), options);
        }

        try
        {
            return new QueueServiceClient(connection, options);
        }
        catch (Exception e) when (e is FormatException or ArgumentException)
        {
            options.Transport = new MissingStorage(Reason(connection));
            options.Retry.MaxRetries = 0;
            return new QueueServiceClient(MissingStorage.Address, options);
        }
    }

    // Never the setting itself: it may be a secret with a typing error.
    private static string Reason(string connection) => connection == None
        ? $"This host has no storage account: {StorageSetting} is `none`."
        : $"{StorageSetting} is no connection string of a storage account: correct it, or leave it out for the storage emulator.";

    /// <summary>Identity-based connections name each service's address: <c>AzureWebJobsStorage__blobServiceUri</c> and so on.</summary>
    private Uri Service(string name) => new(
        setting($"{StorageSetting}:{name}")
        ?? throw new InvalidOperationException($"Set {StorageSetting} to a connection string, or {StorageSetting}__{name} to the service's address."));
}
