using System.Net;

namespace Octokit;

/// <summary>Which exception a response means.</summary>
internal static class Refusals
{
    /// <summary>Null for success.</summary>
    internal static ApiException Of(Response response) => response.StatusCode switch
    {
        < HttpStatusCode.BadRequest => null,
        HttpStatusCode.Unauthorized => new AuthorizationException(response),
        HttpStatusCode.Forbidden => Forbidden(response),
        HttpStatusCode.NotFound => new NotFoundException(response),
        HttpStatusCode.UnprocessableEntity => new ApiValidationException(response),
        HttpStatusCode.UnavailableForLegalReasons => new LegalRestrictionException(response),
        _ => new ApiException(response),
    };

    /// <summary>GitHub tells the kinds of 403 apart by their texts only.</summary>
    private static ForbiddenException Forbidden(Response response) =>
        Says(response, "secondary rate limit") ? new SecondaryRateLimitExceededException(response)
        : Says(response, "rate limit exceeded") ? new RateLimitExceededException(response)
        : Says(response, "abuse-rate-limits") || Says(response, "abuse detection mechanism") ? new AbuseException(response)
        : new ForbiddenException(response);

    private static bool Says(Response response, string words) => response.Text.Contains(words, StringComparison.OrdinalIgnoreCase);
}
