using System.Net;
using System.Net.Http.Json;
using Embedded.TestApp;

namespace Embedded.Tests.FunctionsWorker;

public sealed class HttpResultTests(AppHost app) : IClassFixture<AppHost>
{
    [Fact]
    public async Task ActionResult_Returned_IsExecuted()
    {
        using HttpResponseMessage response = await app.Client.GetAsync("results/action");

        Assert.Equal(HttpStatusCode.Accepted, response.StatusCode);
        Assert.Equal(new Greeting("GET"), await response.Content.ReadFromJsonAsync<Greeting>());
    }

    [Fact]
    public async Task Result_ReturnedByATask_IsExecuted()
    {
        using HttpResponseMessage response = await app.Client.PostAsJsonAsync("results/minimal", new Greeting("hello"));

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        Assert.Equal("/there", response.Headers.Location?.ToString());
        Assert.Equal(new Greeting("hello"), await response.Content.ReadFromJsonAsync<Greeting>());
    }

    [Fact]
    public async Task PlainObject_ReturnedByAValueTask_IsJson() =>
        Assert.Equal(new Greeting("GET"), await app.Client.GetFromJsonAsync<Greeting>("results/plain"));

    [Fact]
    public async Task NoResult_ResponseWritten_IsLeftAsItIs()
    {
        using HttpResponseMessage response = await app.Client.GetAsync("results/none");

        Assert.Equal(HttpStatusCode.MultiStatus, response.StatusCode);
        Assert.Equal("written", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Exception_Unhandled_IsAnEmpty500()
    {
        using HttpResponseMessage response = await app.Client.GetAsync("results/failure");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Exception_CaughtByMiddleware_IsTheMiddlewaresAnswer()
    {
        using HttpResponseMessage response = await app.Client.GetAsync("results/failure?known");

        Assert.Equal(HttpStatusCode.UnprocessableEntity, response.StatusCode);
        Assert.Equal("two and two", await response.Content.ReadAsStringAsync());
    }
}
