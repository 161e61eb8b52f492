using System.Net.Http.Headers;

namespace Stripe;

/// <summary>A request, the same for all its tries.</summary>
public class StripeRequest
{
    private readonly IReadOnlyList<KeyValuePair<string, string>> _parameters;

    /// <exception cref="StripeException">No API key is set.</exception>
    public StripeRequest(IStripeClient client, HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions)
    {
        ArgumentNullException.ThrowIfNull(client);
        ArgumentNullException.ThrowIfNull(method);
        Method = method;
        _parameters = FormParameters.Of(options);
        string query = method == HttpMethod.Post || _parameters.Count == 0 ? "" : $"?{FormParameters.Query(_parameters)}";
        Uri = new Uri($"{client.ApiBase}{path}{query}");
        string key = requestOptions?.ApiKey ?? client.ApiKey ?? throw new StripeException("No API key provided.");
        AuthorizationHeader = new AuthenticationHeaderValue("Bearer", key);
        StripeHeaders = new Dictionary<string, string>(StringComparer.Ordinal) { ["Stripe-Version"] = StripeConfiguration.ApiVersion };
        if (requestOptions?.IdempotencyKey is { } idempotencyKey)
        {
            StripeHeaders["Idempotency-Key"] = idempotencyKey;
        }
        else if (method == HttpMethod.Post)
        {
            // One for all tries, so that a try whose answer was lost is not done twice.
            StripeHeaders["Idempotency-Key"] = Guid.NewGuid().ToString();
        }
    }

    public HttpMethod Method { get; }

    public Uri Uri { get; }

    public AuthenticationHeaderValue AuthorizationHeader { get; }

    public IDictionary<string, string> StripeHeaders { get; }

    /// <summary>New with every call; null where the method has none.</summary>
    public HttpContent Content => Method == HttpMethod.Post ? new FormUrlEncodedContent(_parameters) : null;
}
