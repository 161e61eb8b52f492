using System.Net;

namespace Embedded.Tests.FunctionsWorker;

public sealed class HttpStreamTests : IAsyncLifetime
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    private readonly AppHost _app = new("--STOP_GRACE_SECONDS", "2");

    public ValueTask InitializeAsync() => _app.InitializeAsync();

    public ValueTask DisposeAsync() => _app.DisposeAsync();

    [Fact]
    public async Task Stream_WhileTheFunctionRuns_ArrivesAsWritten()
    {
        using HttpResponseMessage response = await _app.Client.GetAsync("stream", HttpCompletionOption.ResponseHeadersRead);
        using StreamReader reader = new(await response.Content.ReadAsStreamAsync());

        Assert.Equal("data: 1", await reader.ReadLineAsync());
        _app.Signals.Proceed.Release(2);
        Assert.Equal("\ndata: 2\n\n", (await reader.ReadToEndAsync()).ReplaceLineEndings("\n"));
    }

    [Fact]
    public async Task Client_GoneAway_CancelsTheInvocation()
    {
        using CancellationTokenSource client = new();
        Task<HttpResponseMessage> request = _app.Client.GetAsync("wait", client.Token);
        Assert.True(await _app.Signals.Waiting.WaitAsync(Patience));

        await client.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => request);
        Assert.True(await _app.Signals.Canceled.WaitAsync(Patience));
    }

    [Fact]
    public async Task Stop_WhileARequestRuns_LetsItFinish()
    {
        Task<string> running = _app.Client.GetStringAsync("wait");
        Assert.True(await _app.Signals.Waiting.WaitAsync(Patience));

        Task stop = _app.StopAsync();
        _app.Signals.Proceed.Release();

        Assert.Equal("finished", await running);
        await stop.WaitAsync(Patience);
        await Assert.ThrowsAsync<HttpRequestException>(() => _app.Client.GetAsync("NoRoute"));
    }

    [Fact]
    public async Task Stop_WhileARequestNeverEnds_CancelsItAfterItsGrace()
    {
        Task<HttpResponseMessage> running = _app.Client.GetAsync("wait");
        Assert.True(await _app.Signals.Waiting.WaitAsync(Patience));

        await _app.StopAsync().WaitAsync(Patience);

        Assert.True(await _app.Signals.Canceled.WaitAsync(Patience));
        using HttpResponseMessage response = await running;
        Assert.Equal(HttpStatusCode.ServiceUnavailable, response.StatusCode);
    }
}
