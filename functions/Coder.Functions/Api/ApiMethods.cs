using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api;

/// <summary>Functions take every method and refuse what they do not serve: the host would answer 404 to a method that no function lists.</summary>
internal static class ApiMethods
{
    /// <summary>Where GET is served, so is HEAD.</summary>
    /// <exception cref="ApiException">405, with what is served.</exception>
    internal static void Require(HttpRequest request, params string[] served)
    {
        string method = HttpMethods.IsHead(request.Method) ? HttpMethods.Get : request.Method;
        if (!served.Contains(method, StringComparer.Ordinal))
        {
            throw ApiException.MethodNotAllowed(string.Join(", ", served.Contains(HttpMethods.Get) ? [HttpMethods.Get, HttpMethods.Head, .. served[1..]] : served));
        }
    }
}
