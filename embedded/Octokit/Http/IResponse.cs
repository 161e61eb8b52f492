using System.Net;

namespace Octokit;

public interface IResponse
{
    /// <summary>A string, or bytes where the request asked for raw content.</summary>
    object Body { get; }

    IReadOnlyDictionary<string, string> Headers { get; }

    ApiInfo ApiInfo { get; }

    HttpStatusCode StatusCode { get; }

    string ContentType { get; }
}
