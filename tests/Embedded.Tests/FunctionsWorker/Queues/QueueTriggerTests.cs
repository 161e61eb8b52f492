using Azure.Storage.Queues;
using Azure.Storage.Queues.Models;
using Embedded.TestApp;
using Embedded.Tests.FunctionsWorker.Azurite;

namespace Embedded.Tests.FunctionsWorker.Queues;

/// <summary>Queue functions on a real queue service; every test has a host of its own, and finds the queues empty.</summary>
public sealed class QueueTriggerTests(RunningAzurite azurite) : IClassFixture<RunningAzurite>, IAsyncLifetime
{
    /// <summary>The test application's host takes its second batch while the first is at work.</summary>
    private const int MoreThanABatch = 20;

    public async ValueTask InitializeAsync()
    {
        foreach (string name in (string[])[QueueFunctions.Jobs, QueueFunctions.Notes])
        {
            await Queue(name).CreateIfNotExistsAsync();
            await Queue(name).ClearMessagesAsync();
        }
    }

    public ValueTask DisposeAsync() => ValueTask.CompletedTask;

    [Fact]
    public async Task Messages_AsTextAndWhole_ReachTheirFunctionsAndAreDeleted()
    {
        await using AppHost host = await StartAsync();
        await SendAsync(QueueFunctions.Notes, "a note: 世界");
        await SendAsync(QueueFunctions.Jobs, "a job");

        await Eventually.TrueAsync(() => Jobs(host).Count == 2, "both have run");

        Assert.Equal(["a job 1", "a note: 世界"], Jobs(host).Order(StringComparer.Ordinal));
        await EmptyAsync(QueueFunctions.Jobs);
        await EmptyAsync(QueueFunctions.Notes);
    }

    [Fact]
    public async Task Message_ThatFails_IsTriedFiveTimesAndThenPoison()
    {
        await using AppHost host = await StartAsync();
        await SendAsync(QueueFunctions.Jobs, "fail");

        Assert.Equal("fail", (await PoisonAsync(QueueMessageEncoding.Base64)).Body.ToString());

        Assert.Equal(["fail 1", "fail 2", "fail 3", "fail 4", "fail 5"], Jobs(host));
        await EmptyAsync(QueueFunctions.Jobs);
    }

    [Fact]
    public async Task Message_NotInBase64_IsPoisonAndDoesNotHoldUpTheOthers()
    {
        await using AppHost host = await StartAsync();
        await SendAsync(QueueFunctions.Jobs, "{ no base64 }", QueueMessageEncoding.None);
        await SendAsync(QueueFunctions.Jobs, "next");

        Assert.Equal("{ no base64 }", (await PoisonAsync(QueueMessageEncoding.None)).Body.ToString());

        await Eventually.TrueAsync(() => Jobs(host).SequenceEqual(["next 1"]), "the next message has run");
    }

    [Fact]
    public async Task Messages_MoreThanABatch_RunAtTheSameTime()
    {
        await Task.WhenAll(Enumerable.Range(0, MoreThanABatch).Select(_ => SendAsync(QueueFunctions.Jobs, "slow")));
        await using AppHost host = await StartAsync();

        await Eventually.TrueAsync(() => Jobs(host).Count == MoreThanABatch, "all have begun and none has ended");

        host.Signals.Slowness.Release(MoreThanABatch);
        await EmptyAsync(QueueFunctions.Jobs);
    }

    [Fact]
    public async Task Message_WhoseFunctionOutlivesItsLease_IsNotTakenTwice()
    {
        await using AppHost host = await StartAsync("--QUEUE_LEASE_SECONDS", "1");
        await SendAsync(QueueFunctions.Jobs, "slow");
        await Eventually.TrueAsync(() => Jobs(host).Count == 1, "the first has begun");

        // A message sent later and hidden for three leases: when it runs, the lease has been renewed at least twice.
        await SendAsync(QueueFunctions.Jobs, "later", hidden: TimeSpan.FromSeconds(3));
        await Eventually.TrueAsync(() => Jobs(host).Contains("later 1"), "three leases have passed");

        host.Signals.Slowness.Release();
        await EmptyAsync(QueueFunctions.Jobs);
        Assert.Equal(["slow 1", "later 1"], Jobs(host));
    }

    [Fact]
    public async Task Stop_WhileAFunctionRuns_CancelsItAndGivesTheMessageBack()
    {
        await using (AppHost first = await StartAsync("--STOP_GRACE_SECONDS", "0.2", "--QUEUE_LEASE_SECONDS", "600"))
        {
            await SendAsync(QueueFunctions.Jobs, "hold");
            await Eventually.TrueAsync(() => Jobs(first).Contains("hold 1"), "the job runs");
            await first.StopAsync();
        }

        await using AppHost second = await StartAsync();
        await Eventually.TrueAsync(() => Jobs(second).Contains("hold 2"), "the next host has taken the message over, long before its lease would have ended");
        await EmptyAsync(QueueFunctions.Jobs);
    }

    [Fact]
    public async Task Message_OfAKilledHost_IsDoneByTheNextOne()
    {
        using TemporaryFolder home = new();
        using HostProcess first = HostProcess.Start(home.Path, azurite.ConnectionString);
        await first.ListeningAsync();
        await SendAsync(QueueFunctions.Jobs, "hold");
        await Eventually.TrueAsync(() => first.Journal.Contains("hold 1"), "the job runs");
        first.Kill();
        await first.EndAsync();

        using HostProcess second = HostProcess.Start(home.Path, azurite.ConnectionString);
        await Eventually.TrueAsync(() => second.Journal.Contains("hold 2"), "the job runs again when its lease has ended");
        await EmptyAsync(QueueFunctions.Jobs);

        second.Terminate();
        Assert.Equal((0, "", ""), await second.EndAsync());
    }

    private static List<string> Jobs(AppHost host) => [.. host.Journal.Where(line => !line.StartsWith("at start", StringComparison.Ordinal))];

    private async Task<AppHost> StartAsync(params string[] args)
    {
        AppHost host = new(["--AzureWebJobsStorage", azurite.ConnectionString, .. args]);
        await host.InitializeAsync();
        return host;
    }

    private QueueClient Queue(string name, QueueMessageEncoding encoding = QueueMessageEncoding.Base64) =>
        new(azurite.ConnectionString, name, new QueueClientOptions { MessageEncoding = encoding });

    private async Task SendAsync(string name, string text, QueueMessageEncoding encoding = QueueMessageEncoding.Base64, TimeSpan? hidden = null) =>
        await Queue(name, encoding).SendMessageAsync(text, hidden);

    /// <summary>Waits until the queue holds no message at all, hidden ones included.</summary>
    private Task EmptyAsync(string name) => Eventually.TrueAsync(() => Queue(name).GetProperties().Value.ApproximateMessagesCount == 0, $"{name} is empty");

    private async Task<QueueMessage> PoisonAsync(QueueMessageEncoding encoding)
    {
        QueueClient poison = Queue($"{QueueFunctions.Jobs}-poison", encoding);
        QueueMessage? message = null;
        await Eventually.TrueAsync(() => poison.Exists() && (message = poison.ReceiveMessage()) is not null, "a message is poison");
        await poison.DeleteMessageAsync(message!.MessageId, message.PopReceipt);
        return message;
    }
}
