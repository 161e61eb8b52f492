using System.Collections.Frozen;
using System.Reflection;
using Microsoft.Azure.Functions.Worker;

namespace Coder.Functions.Api.Routing;

/// <summary>
/// The app's routes, read from the functions themselves: what is served, what is checked and what is documented cannot differ. The host of functions maps
/// routes by itself, so that ASP.NET Core has no endpoints to describe.
/// </summary>
internal static class ApiRoutes
{
    private static readonly FrozenDictionary<string, ApiRoute> ByFunction = Read(typeof(ApiRoutes).Assembly).ToFrozenDictionary(route => route.Function, StringComparer.OrdinalIgnoreCase);

    /// <summary>By path.</summary>
    internal static IReadOnlyList<ApiRoute> All { get; } = [.. ByFunction.Values.OrderBy(route => route.Path, StringComparer.Ordinal)];

    /// <summary>The route of a function with an HTTP trigger.</summary>
    internal static ApiRoute Of(string function) => ByFunction[function];

    private static IEnumerable<ApiRoute> Read(Assembly app) =>
        from type in app.GetExportedTypes()
        from method in type.GetMethods()
        let function = method.GetCustomAttribute<FunctionAttribute>()
        let trigger = method.GetParameters().Select(parameter => parameter.GetCustomAttribute<HttpTriggerAttribute>()).FirstOrDefault(found => found is not null)
        where function is not null && trigger is not null
        select new ApiRoute(function.Name, $"/{trigger.Route}", [.. method.GetCustomAttributes<ApiOperationAttribute>()]);
}
