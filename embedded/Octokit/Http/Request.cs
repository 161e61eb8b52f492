using Octokit.Internal;

namespace Octokit;

internal sealed class Request(HttpMethod method, Uri endpoint) : IRequest
{
    public HttpMethod Method { get; } = method;

    public Uri BaseAddress { get; internal set; }

    public Uri Endpoint { get; } = endpoint;

    public Dictionary<string, string> Headers { get; } = [];

    /// <summary>Null for none.</summary>
    internal object Body { get; init; }

    /// <summary>Media type of the answer; GitHub's JSON when null.</summary>
    internal string Accepts { get; init; }

    /// <summary>Media type of the body; JSON when null.</summary>
    internal string ContentType { get; init; }

    internal bool IsRaw => Accepts == MediaTypes.Raw;
}
