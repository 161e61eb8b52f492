using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Embedded.TestApp;

namespace Embedded.Tests.FunctionsWorker;

public sealed class InvocationTests(AppHost app) : IClassFixture<AppHost>
{
    [Theory]
    [InlineData("trail", new[] { "first in", "second in" })]
    [InlineData("trail?when", new[] { "first in", "second in", "when" })]
    public async Task Middleware_AddedFirst_IsOutermost(string path, string[] expected)
    {
        using HttpResponseMessage response = await app.Client.GetAsync(path);

        JsonElement body = await response.Content.ReadFromJsonAsync<JsonElement>();
        Assert.Equal(expected, body.GetProperty("trail").EnumerateArray().Select(entry => entry.GetString()));
        Assert.Equal(["second out", "first out"], response.Headers.GetValues(AppComposition.OutHeader));
    }

    [Fact]
    public async Task Middleware_ThatDoesNotCallNext_AnswersInsteadOfTheFunction()
    {
        using HttpResponseMessage response = await app.Client.GetAsync("trail?refuse");

        Assert.Equal(HttpStatusCode.Unauthorized, response.StatusCode);
        Assert.Equal("refused", await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Scope_OfAnInvocation_IsItsOwnAndEnds()
    {
        JsonElement one = await app.Client.GetFromJsonAsync<JsonElement>("scope");
        JsonElement two = await app.Client.GetFromJsonAsync<JsonElement>("scope");

        Assert.Equal(one.GetProperty("first").GetGuid(), one.GetProperty("second").GetGuid());
        Assert.NotEqual(one.GetProperty("first").GetGuid(), two.GetProperty("first").GetGuid());
        Assert.True(await app.Signals.ScopesEnded.WaitAsync(TimeSpan.FromSeconds(10)));
        Assert.True(await app.Signals.ScopesEnded.WaitAsync(TimeSpan.FromSeconds(10)));
    }

    [Fact]
    public async Task Context_OfAnHttpFunction_DescribesItsInvocation()
    {
        JsonElement context = await app.Client.GetFromJsonAsync<JsonElement>("context/7");

        Assert.Equal("Context", context.GetProperty("name").GetString());
        Assert.Equal("httpTrigger", context.GetProperty("trigger").GetString());
        Assert.Equal("Embedded.TestApp.InvocationFunctions.Context", context.GetProperty("entry").GetString());
        Assert.Equal("7", context.GetProperty("id").GetString());
        Assert.True(context.GetProperty("invocation").GetBoolean());
        Assert.True(context.GetProperty("same").GetBoolean());
    }

    [Fact]
    public async Task Settings_OfTheHost_AreTheAppsConfiguration()
    {
        Assert.Equal(app.Home.Path, await app.Client.GetStringAsync("settings/CODER_HOME"));
        Assert.Equal($"Data Source={app.Home.StoreFile}", await app.Client.GetStringAsync("settings/TablesConnection"));
        Assert.Equal("none", await app.Client.GetStringAsync("settings/AzureWebJobsStorage"));
    }
}
