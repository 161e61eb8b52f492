namespace Octokit.Internal;

/// <summary>A request, as a cache sees it.</summary>
public interface IRequest
{
    HttpMethod Method { get; }

    Uri BaseAddress { get; }

    /// <summary>Relative to the base address, with its query.</summary>
    Uri Endpoint { get; }

    Dictionary<string, string> Headers { get; }
}
