using Microsoft.Azure.Functions.Worker.Hosting.Http;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Builder;

public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>Serves HTTP functions with ASP.NET Core types. Middleware added later sees the request's <c>HttpContext</c>.</summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        builder.Services.AddMvcCore();
        builder.Use(HttpResultMiddleware.Wrap);
        builder.ServesHttp = true;
        return builder;
    }
}
