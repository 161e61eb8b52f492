using Azure.Storage.Queues;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Queues;

namespace Embedded.Tests.FunctionsWorker.Queues;

public sealed class QueueSettingsTests : IDisposable
{
    private readonly TemporaryFolder _app = new();

    public void Dispose() => _app.Dispose();

    [Fact]
    public void Settings_WithoutASection_AreThoseOfTheFunctionsHost()
    {
        QueueSettings settings = Read("{}");

        Assert.Equal((16, 8 * Environment.ProcessorCount, 5), (settings.BatchSize, settings.NewBatchThreshold, settings.MaxDequeueCount));
        Assert.Equal((TimeSpan.Zero, TimeSpan.FromSeconds(2)), (settings.VisibilityTimeout, settings.MaxPollingInterval));
        Assert.Equal(QueueMessageEncoding.Base64, settings.MessageEncoding);
    }

    [Fact]
    public void Settings_Given_AreTaken()
    {
        QueueSettings settings = Read(
            """{ "batchSize": 4, "visibilityTimeout": "00:00:30", "maxPollingInterval": "00:00:05", "maxDequeueCount": 2, "messageEncoding": "none" }""");

        Assert.Equal((4, 2 * Environment.ProcessorCount, 2), (settings.BatchSize, settings.NewBatchThreshold, settings.MaxDequeueCount));
        Assert.Equal((TimeSpan.FromSeconds(30), TimeSpan.FromSeconds(5)), (settings.VisibilityTimeout, settings.MaxPollingInterval));
        Assert.Equal(QueueMessageEncoding.None, settings.MessageEncoding);
    }

    [Theory]
    [InlineData("""{ "batchSize": 33 }""", "batchSize must be from 1 to 32")]
    [InlineData("""{ "batchSize": 0 }""", "batchSize must be from 1 to 32")]
    [InlineData("""{ "newBatchThreshold": -1 }""", "newBatchThreshold must not be negative")]
    [InlineData("""{ "maxPollingInterval": "00:00:00.099" }""", "maxPollingInterval must be at least 00:00:00.1")]
    [InlineData("""{ "maxDequeueCount": 0 }""", "maxDequeueCount must be at least 1")]
    [InlineData("""{ "batchSize": "many" }""", "extensions:queues:batchSize")]
    public void Settings_OutOfRange_AreRefusedByName(string section, string expected) =>
        Assert.Contains(expected, Assert.Throws<HostStartException>(() => Read(section)).Message, StringComparison.Ordinal);

    [Fact]
    public void Pauses_OfAnEmptyQueue_GrowToTheLimitAndBeginAnew()
    {
        PollingPause pause = new(TimeSpan.FromSeconds(2));

        double[] pauses = [.. Enumerable.Range(0, 10).Select(_ => pause.Next().TotalMilliseconds)];
        pause.Reset();

        Assert.Equal([100, 150, 225], pauses[..3]);
        Assert.Equal([2000, 2000], pauses[8..]);
        Assert.Equal(pauses.Order(), pauses);
        Assert.Equal(100, pause.Next().TotalMilliseconds);
    }

    private QueueSettings Read(string section)
    {
        File.WriteAllText(Path.Combine(_app.Path, "host.json"), $$"""{ "extensions": { "queues": {{section}} } }""");
        return HostJson.Read(_app.Path).Queues;
    }
}
