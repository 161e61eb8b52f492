using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker;

public static class FunctionContextExtensions
{
    /// <summary>The key the official package uses, so that code which reads the item itself works too.</summary>
    internal const string HttpContextItem = "HttpRequestContext";

    /// <summary>The request's context; null where the function has no HTTP trigger.</summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) =>
        context.Items.TryGetValue(HttpContextItem, out object? value) ? value as HttpContext : null;
}
