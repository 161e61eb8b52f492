namespace Microsoft.Azure.Functions.Worker.Hosting.Azurite;

/// <summary>Which storage the app uses, decided before its clients are made.</summary>
/// <param name="ConnectionString">What <c>AzureWebJobsStorage</c> says to the app.</param>
/// <param name="Own">Ports held for an Azurite of our own; null when storage is elsewhere.</param>
internal sealed record StoragePlan(string ConnectionString, AzuritePorts? Own)
{
    internal const string Setting = "AzureWebJobsStorage";

    /// <summary>The setting of a host without storage: nothing is started, and queue functions rest.</summary>
    internal const string None = "none";

    internal const string Development = "UseDevelopmentStorage=true";

    /// <summary>A connection string stands as it is; development storage (the default) is the Azurite on <paramref name="usual"/> or else our own.</summary>
    internal static StoragePlan For(string? setting, AzuritePorts usual)
    {
        bool development = setting is null || setting.Trim().TrimEnd(';').Equals(Development, StringComparison.OrdinalIgnoreCase);
        if (!development)
        {
            return new(setting!, null);
        }

        if (AzuriteProbe.Answers(usual))
        {
            return new(Development, null);
        }

        AzuritePorts own = AzuritePorts.Reserve();
        return new(own.ConnectionString, own);
    }
}
