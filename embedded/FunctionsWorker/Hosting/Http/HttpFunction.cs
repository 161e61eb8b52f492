using Microsoft.AspNetCore.Http;

namespace Microsoft.Azure.Functions.Worker.Hosting.Http;

/// <summary>A function with an HTTP trigger.</summary>
/// <param name="Function">The function.</param>
/// <param name="RequestParameter">Name of the parameter that takes the request.</param>
/// <param name="Pattern">Route pattern with the prefix, starting with a slash.</param>
/// <param name="Methods">HTTP methods in upper case; empty means all.</param>
internal sealed record HttpFunction(FunctionMethod Function, string RequestParameter, string Pattern, IReadOnlyList<string> Methods)
{
    /// <exception cref="InvalidOperationException">A trigger's parameter is not a <see cref="HttpRequest"/>.</exception>
    internal static IEnumerable<HttpFunction> Of(IFunctionCatalog catalog, string routePrefix)
    {
        foreach (FunctionMethod function in catalog.Functions)
        {
            if (function.TriggerOf<HttpTriggerAttribute>() is not var (parameter, trigger))
            {
                continue;
            }

            if (parameter.ParameterType != typeof(HttpRequest))
            {
                throw new InvalidOperationException(
                    $"Function '{function.Name}': the parameter '{parameter.Name}' with [HttpTrigger] must be an ASP.NET Core HttpRequest.");
            }

            string route = (trigger.Route ?? function.Name).TrimStart('/');
            string pattern = routePrefix.Length == 0 ? $"/{route}" : $"/{routePrefix}/{route}";
            yield return new HttpFunction(function, parameter.Name!, pattern, [.. (trigger.Methods ?? []).Select(method => method.ToUpperInvariant())]);
        }
    }
}
