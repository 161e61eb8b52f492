using System.Net;
using System.Net.Http.Headers;

namespace Stripe;

/// <summary>What every answer has.</summary>
public abstract class StripeResponseBase
{
    public StripeResponseBase(HttpStatusCode statusCode, HttpResponseHeaders headers) => (StatusCode, Headers) = (statusCode, headers);

    public HttpStatusCode StatusCode { get; }

    public HttpResponseHeaders Headers { get; }

    /// <summary>Names the request in Stripe's log.</summary>
    public string RequestId => Headers is not null && Headers.TryGetValues("Request-Id", out IEnumerable<string> values) ? values.First() : null;
}
