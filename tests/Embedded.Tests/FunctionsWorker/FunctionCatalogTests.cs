using Embedded.TestApp;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Hosting;
using Microsoft.Azure.Functions.Worker.Hosting.Http;

namespace Embedded.Tests.FunctionsWorker;

public sealed class FunctionCatalogTests
{
    [Fact]
    public void Catalog_TwoFunctionsOfOneName_NamesBoth()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => FunctionCatalog.Of([typeof(Twice)]));

        Assert.Contains("'Same'", error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("Twice.One and", error.Message, StringComparison.Ordinal);
        Assert.Contains("Twice.Two:", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void HttpFunction_WithoutARoute_HasItsNameBelowThePrefix()
    {
        HttpFunction function = Assert.Single(HttpFunction.Of(FunctionCatalog.Of([typeof(Plain)]), "api"));

        Assert.Equal(("/api/Plain", "req"), (function.Pattern, function.RequestParameter));
        Assert.Equal(["GET"], function.Methods);
    }

    [Fact]
    public void HttpFunction_WhoseTriggerIsNoRequest_IsRefused()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => HttpFunction.Of(FunctionCatalog.Of([typeof(Body)]), "").ToList());

        Assert.Equal("Function 'Body': the parameter 'body' with [HttpTrigger] must be an ASP.NET Core HttpRequest.", error.Message);
    }

    [Fact]
    public void Build_HttpFunctionsButNoWebApplication_NamesTheMissingCall()
    {
        FunctionsApplicationBuilder builder = FunctionsApplication.CreateBuilder(["--port", "0", "--AzureWebJobsStorage", "none"], typeof(AppComposition).Assembly);

        InvalidOperationException error = Assert.Throws<InvalidOperationException>(builder.Build);

        Assert.Contains("ConfigureFunctionsWebApplication()", error.Message, StringComparison.Ordinal);
    }

    private sealed class Twice
    {
        [Function("Same")]
        public static string One([HttpTrigger] HttpRequest req) => req.Method;

        [Function("same")]
        public static string Two([HttpTrigger] HttpRequest req) => req.Method;
    }

    private sealed class Plain
    {
        [Function("Plain")]
        public static string Run([HttpTrigger("get")] HttpRequest req) => req.Method;
    }

    private sealed class Body
    {
        [Function("Body")]
        public static string Run([HttpTrigger] string body) => body;
    }
}
