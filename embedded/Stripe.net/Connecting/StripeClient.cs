using System.Net;
using System.Text.Json;

namespace Stripe;

/// <summary>Sends requests, and reads answers and errors.</summary>
public class StripeClient : IStripeClient
{
    private readonly IHttpClient _http;

    /// <exception cref="ArgumentException">The key is empty or has white space.</exception>
    public StripeClient(StripeClientOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        if (options.ApiKey is { } key && (key.Length == 0 || key.Any(char.IsWhiteSpace)))
        {
            throw new ArgumentException("The API key is empty or contains white space.", nameof(options));
        }

        ApiKey = options.ApiKey;
        ApiBase = options.ApiBase ?? DefaultApiBase;
        _http = options.HttpClient ?? new SystemNetHttpClient();
    }

    public static string DefaultApiBase => "https://api.stripe.com";

    public string ApiBase { get; }

    public string ApiKey { get; }

    /// <inheritdoc/>
    public async Task<T> RequestAsync<T>(HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default)
    {
        StripeRequest request = new(this, method, path, options, requestOptions);
        StripeResponse response = await _http.MakeRequestAsync(request, cancellationToken);
        if (response.StatusCode != HttpStatusCode.OK)
        {
            throw Refused(response);
        }

        try
        {
            T entity = StripeJson.Deserialize<T>(response.Content);
            if (entity is IStripeEntity answer)
            {
                answer.StripeResponse = response;
            }

            return entity;
        }
        catch (JsonException)
        {
            throw Unreadable(response);
        }
    }

    private static StripeException Refused(StripeResponse response)
    {
        try
        {
            return StripeJson.Deserialize<ErrorAnswer>(response.Content)?.Error is { } error
                ? new StripeException(response.StatusCode, error, error.Message) { StripeResponse = response }
                : Unreadable(response);
        }
        catch (JsonException)
        {
            return Unreadable(response);
        }
    }

    private static StripeException Unreadable(StripeResponse response) =>
        new(response.StatusCode, null, $"Invalid response object from API: \"{response.Content}\"") { StripeResponse = response };

    private sealed record ErrorAnswer(StripeError Error);
}
