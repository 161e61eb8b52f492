using System.Diagnostics.CodeAnalysis;
using System.Net;

namespace Octokit.Caching;

[SuppressMessage("Design", "CA1034", Justification = "The official shape.")]
public static class CachedResponse
{
    /// <summary>A response as it was.</summary>
    public sealed class V1 : IResponse
    {
        private V1(IResponse response) =>
            (Body, Headers, ApiInfo, StatusCode, ContentType) = (response.Body, response.Headers, response.ApiInfo, response.StatusCode, response.ContentType);

        public object Body { get; }

        public IReadOnlyDictionary<string, string> Headers { get; }

        public ApiInfo ApiInfo { get; }

        public HttpStatusCode StatusCode { get; }

        public string ContentType { get; }

        public static V1 Create(IResponse response) => new(response);
    }
}
