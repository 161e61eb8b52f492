using Microsoft.AspNetCore.Http;

namespace Coder.Functions.Api.Limits;

/// <summary>How large a request's head may be. The server's own limits lie above: what it refuses has no body.</summary>
internal static class HeaderLimits
{
    /// <summary>Names and values of all headers.</summary>
    internal const int HeaderCharactersMax = 16 * 1024;

    /// <summary>Path and query.</summary>
    internal const int TargetCharactersMax = 4 * 1024;

    /// <exception cref="ApiException">431 or 414.</exception>
    internal static void Check(HttpRequest request)
    {
        if (request.Headers.Sum(header => header.Key.Length + header.Value.Sum(value => value?.Length ?? 0)) > HeaderCharactersMax)
        {
            throw new ApiException(431, "headers_too_large", $"The headers have more than {HeaderCharactersMax} characters.");
        }

        if ((request.Path.Value?.Length ?? 0) + (request.QueryString.Value?.Length ?? 0) > TargetCharactersMax)
        {
            throw new ApiException(414, "target_too_long", $"Path and query have more than {TargetCharactersMax} characters.");
        }
    }
}
