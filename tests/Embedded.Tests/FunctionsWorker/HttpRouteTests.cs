using System.Net;

namespace Embedded.Tests.FunctionsWorker;

public sealed class HttpRouteTests(AppHost app) : IClassFixture<AppHost>
{
    [Theory]
    [InlineData("GET", "NoRoute", "NoRoute: GET")]
    [InlineData("GET", "noroute", "NoRoute: GET")]
    [InlineData("GET", "items/5", "Item: GET 5")]
    [InlineData("DELETE", "items/a%20b", "Item: DELETE a b")]
    [InlineData("PROPFIND", "items/5", "Item: PROPFIND 5")]
    [InlineData("GET", "items/special", "ItemSpecial: GET")]
    [InlineData("POST", "items/special", "ItemSpecial: POST")]
    [InlineData("GET", "typed/41/11111111-2222-3333-4444-555555555555/friday", "Typed: GET 42 11111111222233334444555555555555 Friday")]
    [InlineData("GET", "typed/41/11111111-2222-3333-4444-555555555555", "Typed: GET 42 11111111222233334444555555555555 ")]
    [InlineData("GET", "one/two/three", "CatchAll: GET one/two/three")]
    [InlineData("PUT", "", "CatchAll: PUT ")]
    public async Task Route_Matched_CallsTheMostSpecificFunction(string method, string path, string expected)
    {
        using HttpRequestMessage request = new(new HttpMethod(method), path);
        using HttpResponseMessage response = await app.Client.SendAsync(request);

        Assert.Equal(HttpStatusCode.OK, response.StatusCode);
        Assert.Equal(expected, await response.Content.ReadAsStringAsync());
    }

    [Fact]
    public async Task Route_OutsideThePrefix_IsNotFound()
    {
        using HttpResponseMessage response = await app.Client.GetAsync("/NoRoute");

        Assert.Equal(HttpStatusCode.NotFound, response.StatusCode);
    }

    [Fact]
    public async Task RouteValue_OfTheWrongType_FailsWithoutDetails()
    {
        using HttpResponseMessage response = await app.Client.GetAsync("typed/x/11111111-2222-3333-4444-555555555555");

        Assert.Equal(HttpStatusCode.InternalServerError, response.StatusCode);
        Assert.Empty(await response.Content.ReadAsStringAsync());
    }
}
