using System.Net;
using Octokit.Caching;

namespace Octokit;

/// <inheritdoc/>
public class Connection : IConnection
{
    private readonly RequestPipeline _pipeline;
    private ApiInfo _last;

    public Connection(ProductHeaderValue productInformation, Uri baseAddress, ICredentialStore credentialStore)
    {
        ArgumentNullException.ThrowIfNull(baseAddress);
        if (!baseAddress.IsAbsoluteUri)
        {
            throw new ArgumentException($"The base address '{baseAddress}' is not absolute.", nameof(baseAddress));
        }

        (BaseAddress, CredentialStore) = (baseAddress, credentialStore);
        _pipeline = new RequestPipeline(productInformation, baseAddress, credentialStore);
    }

    public Uri BaseAddress { get; }

    public ICredentialStore CredentialStore { get; }

    public IResponseCache ResponseCache
    {
        set => _pipeline.Cache = value;
    }

    public ApiInfo GetLastApiInfo() => _last;

    public void SetRequestTimeout(TimeSpan timeout) => _pipeline.Timeout = timeout;

    public Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters) => Get<T>(uri, parameters, null);

    public Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts) =>
        SendAsync<T>(new Request(HttpMethod.Get, Query.Of(uri, parameters)) { Accepts = accepts }, default);

    public async Task<IApiResponse<byte[]>> GetRaw(Uri uri, IDictionary<string, string> parameters)
    {
        Request request = new(HttpMethod.Get, Query.Of(uri, parameters)) { Accepts = MediaTypes.Raw };
        Response response = await RunAsync(request, default);
        return new ApiResponse<byte[]>((byte[])response.Body, response);
    }

    public async Task<HttpStatusCode> Post(Uri uri, CancellationToken cancellationToken = default) =>
        (await RunAsync(new Request(HttpMethod.Post, uri), cancellationToken)).StatusCode;

    public Task<IApiResponse<T>> Post<T>(
        Uri uri, object body, string accepts, string contentType, IDictionary<string, string> parameters, CancellationToken cancellationToken = default) =>
        SendAsync<T>(new Request(HttpMethod.Post, Query.Of(uri, parameters)) { Body = body, Accepts = accepts, ContentType = contentType }, cancellationToken);

    public Task<IApiResponse<T>> Patch<T>(Uri uri, object body) => SendAsync<T>(new Request(HttpMethod.Patch, uri) { Body = body }, default);

    public Task<IApiResponse<T>> Put<T>(Uri uri, object body) => SendAsync<T>(new Request(HttpMethod.Put, uri) { Body = body }, default);

    public async Task<HttpStatusCode> Delete(Uri uri) => (await RunAsync(new Request(HttpMethod.Delete, uri), default)).StatusCode;

    public Task<IApiResponse<T>> Delete<T>(Uri uri, object data) => SendAsync<T>(new Request(HttpMethod.Delete, uri) { Body = data }, default);

    private async Task<IApiResponse<T>> SendAsync<T>(Request request, CancellationToken cancellationToken)
    {
        Response response = await RunAsync(request, cancellationToken);
        T body = response.Text.Length == 0 ? default
            : typeof(T) == typeof(string) ? (T)response.Body
            : ApiJson.Deserialize<T>(response.Text);
        return new ApiResponse<T>(body, response);
    }

    /// <exception cref="ApiException">GitHub refused.</exception>
    private async Task<Response> RunAsync(Request request, CancellationToken cancellationToken)
    {
        Response response = await _pipeline.SendAsync(request, cancellationToken);
        _last = response.ApiInfo;
        return Refusals.Of(response) is { } refusal ? throw refusal : response;
    }
}
