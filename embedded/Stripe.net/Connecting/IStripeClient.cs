namespace Stripe;

/// <summary>Sends requests to Stripe.</summary>
public interface IStripeClient
{
    string ApiBase { get; }

    string ApiKey { get; }

    /// <exception cref="StripeException">Stripe refuses, or its answer cannot be read.</exception>
    /// <exception cref="HttpRequestException">Stripe cannot be reached: whether the request had an effect is not known.</exception>
    Task<T> RequestAsync<T>(HttpMethod method, string path, BaseOptions options, RequestOptions requestOptions, CancellationToken cancellationToken = default);
}
