using System.Net;
using Octokit.Caching;

namespace Octokit;

/// <summary>Requests to GitHub. A URI is relative to <see cref="BaseAddress"/>; an object is sent as JSON, a string as it is.</summary>
public interface IConnection : IApiInfoProvider
{
    Uri BaseAddress { get; }

    ICredentialStore CredentialStore { get; }

    /// <summary>Makes GET requests conditional: what GitHub says has not changed is taken from the cache, and does not count against the rate limit.</summary>
    IResponseCache ResponseCache { set; }

    Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters);

    Task<IApiResponse<T>> Get<T>(Uri uri, IDictionary<string, string> parameters, string accepts);

    Task<IApiResponse<byte[]>> GetRaw(Uri uri, IDictionary<string, string> parameters);

    Task<HttpStatusCode> Post(Uri uri, CancellationToken cancellationToken = default);

    Task<IApiResponse<T>> Post<T>(
        Uri uri, object body, string accepts, string contentType, IDictionary<string, string> parameters = default, CancellationToken cancellationToken = default);

    Task<IApiResponse<T>> Patch<T>(Uri uri, object body);

    Task<IApiResponse<T>> Put<T>(Uri uri, object body);

    Task<HttpStatusCode> Delete(Uri uri);

    Task<IApiResponse<T>> Delete<T>(Uri uri, object data);

    void SetRequestTimeout(TimeSpan timeout);
}
