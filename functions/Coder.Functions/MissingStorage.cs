using Azure;
using Azure.Core;
using Azure.Core.Pipeline;

namespace Coder.Functions;

/// <summary>
/// Stands for a storage account that is not there: whoever needs it fails with one clear message, and everything else goes on. A host without storage has runs,
/// webhooks and timers all the same, as their records are in tables.
/// </summary>
/// <param name="reason">What is wrong, and what to do.</param>
internal sealed class MissingStorage(string reason) : HttpPipelineTransport
{
    private const int Unavailable = 503;

    /// <summary>Where nothing is.</summary>
    internal static Uri Address { get; } = new("https://storage.invalid/");

    public override Request CreateRequest() => HttpClientTransport.Shared.CreateRequest();

    public override void Process(HttpMessage message) => throw Failure();

    public override ValueTask ProcessAsync(HttpMessage message) => throw Failure();

    private RequestFailedException Failure() => new(Unavailable, reason, "StorageMissing", null);
}
