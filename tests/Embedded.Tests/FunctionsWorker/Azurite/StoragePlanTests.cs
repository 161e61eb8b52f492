using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Hosting.Azurite;
using Microsoft.Extensions.Logging;

namespace Embedded.Tests.FunctionsWorker.Azurite;

public sealed class StoragePlanTests
{
    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=a;AccountKey=eA==")]
    [InlineData("")]
    public void Plan_ConnectionStringGiven_StandsAsItIs(string setting) =>
        Assert.Equal(new StoragePlan(setting, null), StoragePlan.For(setting, AzuritePorts.Usual));

    [Theory]
    [InlineData(null)]
    [InlineData("UseDevelopmentStorage=true")]
    [InlineData("usedevelopmentstorage=TRUE;")]
    public async Task Plan_AzuriteListens_UsesIt(string? setting)
    {
        await using WebApplication blob = await ServeAsync("Azurite-Blob/3.35.0");
        await using WebApplication queue = await ServeAsync("Azurite-Queue/3.35.0");

        Assert.Equal(new StoragePlan("UseDevelopmentStorage=true", null), StoragePlan.For(setting, new AzuritePorts(PortOf(blob), PortOf(queue))));
    }

    [Fact]
    public async Task Plan_AnotherProgramListens_HoldsPortsForOurOwn()
    {
        await using WebApplication other = await ServeAsync("Other/1.0");

        AzuritePorts own = AssertOwn(StoragePlan.For(null, new AzuritePorts(PortOf(other), PortOf(other))));

        own.Release();
    }

    [Fact]
    public void Plan_NothingListens_HoldsPortsThatNobodyElseGets()
    {
        AzuritePorts nothing = AzuritePorts.Reserve();
        nothing.Release();

        AzuritePorts own = AssertOwn(StoragePlan.For(null, nothing));

        AzuritePorts others = AzuritePorts.Reserve();
        Assert.Empty(((int[])[own.Blob, own.Queue]).Intersect([others.Blob, others.Queue]));
        own.Release();
        others.Release();
    }

    private static AzuritePorts AssertOwn(StoragePlan plan)
    {
        AzuritePorts own = Assert.IsType<AzuritePorts>(plan.Own);
        Assert.Contains($"BlobEndpoint=http://127.0.0.1:{own.Blob}/devstoreaccount1;", plan.ConnectionString, StringComparison.Ordinal);
        Assert.Contains($"QueueEndpoint=http://127.0.0.1:{own.Queue}/devstoreaccount1;", plan.ConnectionString, StringComparison.Ordinal);
        return own;
    }

    private static int PortOf(WebApplication server) => new Uri(server.Urls.First()).Port;

    private static async Task<WebApplication> ServeAsync(string name)
    {
        WebApplicationBuilder builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.AddServerHeader = false).UseUrls("http://127.0.0.1:0");
        WebApplication server = builder.Build();
        server.Run(context =>
        {
            context.Response.Headers.Server = name;
            context.Response.StatusCode = StatusCodes.Status403Forbidden;
            return Task.CompletedTask;
        });
        await server.StartAsync();
        return server;
    }
}
